import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTrace } from '../checkTrace.ts';
import { send } from '../send.ts';
import { worldOf } from './randomMesh.ts';
import { said, seed, stepsOf, tracesOf } from './said.ts';
import { wayCase } from './wayArbitrary.ts';

describe('a request through gateways and ServiceEntries', { timeout: 60_000 }, () => {
  it('has a trace that satisfies checkTrace, without a throw, a loop or a repeated step', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(wayCase, ({ mesh, requests }) => {
        for (const trace of tracesOf(mesh, requests)) {
          expect(checkTrace(trace)).toEqual([]);
          const steps = stepsOf(trace);
          expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
          const gateways = trace.hops.filter(({ at }) => at.kind === 'gateway').length;
          const word = `${said(trace)} ${gateways}`;
          seen.set(word, (seen.get(word) ?? 0) + 1);
        }
      }),
      { seed, numRuns: 400 },
    );
    // A generator that never gets past the first door proves nothing.
    for (const word of ['allowed 1', 'allowed 0', 'denied noRoute 1', 'denied rbacDenied 1']) {
      expect(seen.get(word) ?? 0, word).toBeGreaterThan(3);
    }
  });

  it('is the same for equal input, whatever was asked before', () => {
    fc.assert(
      fc.property(wayCase, ({ mesh, requests }) => {
        const world = worldOf(mesh);
        const backwards = requests.toReversed().map((request) => send(world, request));
        expect(backwards.toReversed()).toEqual(tracesOf(structuredClone(mesh), structuredClone(requests)));
      }),
      { seed: seed + 1, numRuns: 100 },
    );
  });

  it('that is denied by a policy alone goes on once that step is waived, and is still sound', () => {
    let waived = 0;
    fc.assert(
      fc.property(wayCase, ({ mesh, requests }) => {
        const world = worldOf(mesh);
        for (const request of requests) {
          const { verdict } = send(world, request);
          if (verdict.kind !== 'denied' || !verdict.cause.startsWith('rbac')) continue;
          const next = send(world, request, { waive: new Set([verdict.step]) });
          expect(checkTrace(next)).toEqual([]);
          expect(next.verdict).not.toMatchObject({ step: verdict.step });
          waived += 1;
        }
      }),
      { seed: seed + 2, numRuns: 400 },
    );
    expect(waived).toBeGreaterThan(20);
  });
});
