import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTrace } from '../checkTrace.ts';
import { ambientCase } from './ambientArbitrary.ts';
import { adding, isObserver, keeping, meshPolicy } from './policyEdits.ts';
import { rule } from './ruleArbitrary.ts';
import { allSaid, rbacStep, said, seed, tracesOf } from './said.ts';
import { scrambledMesh } from './scramble.ts';

const cases = ambientCase({ policies: 5, requests: 8 });
const rules = fc.array(rule, { minLength: 1, maxLength: 2 });
/** More of them by hand: `AMBIENT_WORLDS=1250` sends ten thousand requests through each. */
const runs = { seed: seed + 7, numRuns: Number(process.env['AMBIENT_WORLDS'] ?? 40) };

/** A policy for every waypoint; what the mesh-wide one is to sidecars and ztunnels. */
function waypointPolicy(...given: Parameters<typeof meshPolicy>) {
  const policy = meshPolicy(...given);
  const targetRefs = [{ group: 'gateway.networking.k8s.io', kind: 'GatewayClass', name: 'istio-waypoint' }];
  return { ...policy, spec: { targetRefs, ...given[2] } };
}

describe('in meshes of which parts are in ambient mode', { timeout: 900_000 }, () => {
  it('every trace is consistent, nothing throws, and all ways are gone', () => {
    const places = new Map<string, number>();
    const verdicts = new Map<string, number>();
    fc.assert(
      fc.property(cases, ({ mesh, requests }) => {
        for (const trace of tracesOf(mesh, requests)) {
          expect(checkTrace(trace)).toEqual([]);
          for (const { at } of trace.hops) places.set(at.kind, (places.get(at.kind) ?? 0) + 1);
          verdicts.set(said(trace), (verdicts.get(said(trace)) ?? 0) + 1);
        }
      }),
      runs,
    );
    for (const place of ['ztunnel', 'waypoint', 'sidecar'])
      expect([place, (places.get(place) ?? 0) > 10]).toEqual([place, true]);
    for (const end of ['allowed', 'denied rbacDenied', 'denied rbacNotAllowed'])
      expect([end, (verdicts.get(end) ?? 0) > 2]).toEqual([end, true]);
  });

  it('a verdict does not hang on the order of documents, policies, rules and values, nor on repetitions', () => {
    fc.assert(
      fc.property(cases, fc.integer(), ({ mesh, requests }, draw) => {
        expect(allSaid(scrambledMesh(mesh, draw), requests)).toEqual(allSaid(mesh, requests));
      }),
      runs,
    );
  });

  it('a verdict is not changed by AUDIT and dry-run policies, at ztunnels and at waypoints', () => {
    let audited = 0;
    fc.assert(
      fc.property(cases, rules, ({ mesh, requests }, given) => {
        const bare = keeping(mesh, (policy) => !isObserver(policy));
        const watched = adding(
          mesh,
          ...[meshPolicy, waypointPolicy].flatMap((make, index) => [
            make(mesh, `watch-${index}`, { action: 'AUDIT', rules: given }),
            make(mesh, `try-deny-${index}`, { action: 'DENY', rules: given }, true),
            make(mesh, `try-allow-${index}`, { rules: given }, true),
            make(mesh, `try-nothing-${index}`, {}, true),
          ]),
        );
        const traces = tracesOf(watched, requests);
        audited += traces.filter((trace) => (rbacStep(trace, 'AUDIT')?.matches ?? 0) > 0).length;
        expect(traces.map(said)).toEqual(allSaid(bare, requests));
      }),
      runs,
    );
    expect(audited).toBeGreaterThan(10);
  });

  it('a DENY policy never turns a denied request into an allowed one', () => {
    let changed = 0;
    fc.assert(
      fc.property(cases, rules, ({ mesh, requests }, given) => {
        const before = allSaid(mesh, requests);
        for (const make of [meshPolicy, waypointPolicy]) {
          const after = allSaid(adding(mesh, make(mesh, 'more', { action: 'DENY', rules: given })), requests);
          changed += after.filter((verdict, index) => verdict !== before[index]).length;
          expect(after.filter((verdict, index) => verdict === 'allowed' && before[index] !== 'allowed')).toEqual([]);
        }
      }),
      runs,
    );
    expect(changed).toBeGreaterThan(10);
  });

  it('an ALLOW policy beside one that allows nothing never closes anything', () => {
    let changed = 0;
    fc.assert(
      fc.property(cases, rules, ({ mesh, requests }, given) => {
        for (const make of [meshPolicy, waypointPolicy]) {
          const closed = adding(mesh, make(mesh, 'nothing', {}));
          const before = allSaid(closed, requests);
          const after = allSaid(adding(closed, make(mesh, 'more', { rules: given })), requests);
          changed += after.filter((verdict, index) => verdict !== before[index]).length;
          expect(after.filter((verdict, index) => verdict !== 'allowed' && before[index] === 'allowed')).toEqual([]);
        }
      }),
      runs,
    );
    expect(changed).toBeGreaterThan(10);
  });
});
