import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DenyCause, Trace } from '../../model/trace.ts';
import { checkTrace } from '../checkTrace.ts';
import { send } from '../send.ts';
import { randomCase } from './caseArbitrary.ts';
import { adding, meshPolicy, rootNamespace } from './policyEdits.ts';
import { worldOf, withPolicies } from './randomMesh.ts';
import { allSaid, said, seed, stepsOf, tracesOf } from './said.ts';

const cases = randomCase({ policies: 6, requests: 8 });
const waivable: readonly DenyCause[] = ['rbacDenied', 'rbacNotAllowed', 'plaintextRefused'];
const runs = { seed: seed + 1, numRuns: 120 };

describe('every trace', { timeout: 60_000 }, () => {
  it('satisfies checkTrace, holds no step after a denial, and no id twice', () => {
    fc.assert(
      fc.property(cases, ({ mesh, requests }) => {
        for (const trace of tracesOf(mesh, requests)) {
          expect(checkTrace(trace)).toEqual([]);
          const steps = stepsOf(trace);
          const denied = steps.findIndex(({ outcome }) => outcome === 'denied');
          expect([-1, steps.length - 1]).toContain(denied);
          expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
        }
      }),
      runs,
    );
  });

  it('is the same for equal input, whatever was asked before', () => {
    fc.assert(
      fc.property(cases, ({ mesh, requests }) => {
        const world = worldOf(mesh);
        const backwards = requests.toReversed().map((request) => send(world, request));
        expect(backwards.toReversed()).toEqual(tracesOf(structuredClone(mesh), structuredClone(requests)));
      }),
      { ...runs, numRuns: 100 },
    );
  });

  it('that ends at a policy names it, and the policy is one of the mesh', () => {
    let named = 0;
    fc.assert(
      fc.property(cases, ({ mesh, requests }) => {
        const known = worldOf(mesh)
          .cluster.byKind('AuthorizationPolicy')
          .map(({ id }) => id);
        for (const { verdict } of tracesOf(mesh, requests)) {
          if (verdict.kind !== 'denied') continue;
          if (verdict.cause !== 'rbacDenied' && verdict.cause !== 'rbacNotAllowed') continue;
          const { determining } = verdict;
          const kind = verdict.cause === 'rbacDenied' ? 'matched' : 'unmatched';
          expect(determining?.kind).toBe(kind);
          const refs = determining?.kind === 'matched' ? determining.rules : [];
          const policies = determining?.kind === 'unmatched' ? determining.policies : refs;
          named += policies.length;
          for (const { resource } of policies) expect(known).toContain(resource);
        }
      }),
      { ...runs, numRuns: 100 },
    );
    expect(named).toBeGreaterThan(50);
  });

  it('that ends at a policy or at the mTLS mode goes on beyond it once that step is waived, and is still sound', () => {
    let waived = 0;
    fc.assert(
      fc.property(cases, ({ mesh, requests }) => {
        const closed = adding(mesh, meshPolicy(mesh, 'nothing', {}));
        const world = worldOf(closed);
        for (const request of requests) {
          const { verdict } = send(world, request);
          if (verdict.kind !== 'denied' || !waivable.includes(verdict.cause)) continue;
          const next = send(world, request, { waive: new Set([verdict.step]) });
          expect(checkTrace(next)).toEqual([]);
          expect(next.verdict).not.toMatchObject({ step: verdict.step });
          waived += 1;
        }
      }),
      { ...runs, numRuns: 100 },
    );
    expect(waived).toBeGreaterThan(50);
  });
});

describe('STRICT for the whole mesh', { timeout: 60_000 }, () => {
  it('lets nothing but mTLS of a known trust domain past a sidecar', () => {
    let passed = 0;
    fc.assert(
      fc.property(cases, ({ mesh, requests }) => {
        const others = mesh.policies.filter(({ kind }) => kind !== 'PeerAuthentication');
        const strict = withPolicies(mesh, [
          ...others,
          {
            apiVersion: 'security.istio.io/v1',
            kind: 'PeerAuthentication',
            metadata: { name: 'strict', namespace: rootNamespace(mesh) },
            spec: { mtls: { mode: 'STRICT' } },
          },
        ]);
        for (const trace of tracesOf(strict, requests)) {
          const inbound = trace.hops.find(({ at }) => at.kind === 'sidecar' && at.side === 'inbound');
          if (inbound === undefined || said(trace) !== 'allowed') continue;
          passed += 1;
          expect(trace.delivery?.peer ?? inbound.steps.at(-1)?.packet.peer).toMatch(/\/ns\//);
        }
      }),
      { ...runs, numRuns: 80 },
    );
    expect(passed).toBeGreaterThan(50);
  });

  it('changes no verdict on what the client’s sidecar wraps in mTLS anyway', () => {
    let wrapped = 0;
    fc.assert(
      fc.property(cases, ({ mesh, requests }) => {
        const bare = withPolicies(
          { ...mesh, settings: { ...mesh.settings, enableAutoMtls: true } },
          mesh.policies.filter(({ kind }) => kind !== 'PeerAuthentication' && kind !== 'DestinationRule'),
        );
        const strict = adding(bare, {
          apiVersion: 'security.istio.io/v1',
          kind: 'PeerAuthentication',
          metadata: { name: 'strict', namespace: rootNamespace(mesh) },
          spec: { mtls: { mode: 'STRICT' } },
        });
        const between = requests.filter(({ caller, target }) => caller.kind === 'workload' && target.kind === 'host');
        const before = tracesOf(bare, between);
        const after = allSaid(strict, between);
        const isWrapped = (trace: Trace): boolean =>
          stepsOf(trace).some((step) => step.kind === 'transport' && step.mode === 'mtls');
        const changed = before.filter((trace, index) => isWrapped(trace) && said(trace) !== after[index]);
        wrapped += before.filter(isWrapped).length;
        expect(changed.map(({ request }) => request)).toEqual([]);
      }),
      { ...runs, numRuns: 80 },
    );
    expect(wrapped).toBeGreaterThan(50);
  });
});
