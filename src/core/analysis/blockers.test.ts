import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomCase } from '../dataplane/properties/caseArbitrary.ts';
import { adding, meshPolicy } from '../dataplane/properties/policyEdits.ts';
import { worldOf } from '../dataplane/properties/randomMesh.ts';
import { seed } from '../dataplane/properties/said.ts';
import { send } from '../dataplane/send.ts';
import { blockers } from './blockers.ts';

describe('what else would block', { timeout: 60_000 }, () => {
  it('is a list that ends, each obstacle once and none of them the one that decides', () => {
    let found = 0;
    fc.assert(
      fc.property(randomCase({ policies: 6, requests: 8 }), ({ mesh, requests }) => {
        const world = worldOf(adding(mesh, meshPolicy(mesh, 'nothing', {})));
        for (const request of requests) {
          const trace = send(world, request);
          const others = blockers(world, request, trace);
          const steps = others.map(({ step }) => step);
          expect(new Set(steps).size).toBe(steps.length);
          const decisive = trace.verdict.kind === 'denied' ? [trace.verdict.step] : [];
          expect(decisive.filter((step) => steps.includes(step))).toEqual([]);
          expect(decisive.length + others.length === 0 || decisive.length === 1).toBe(true);
          found += others.length;
        }
      }),
      { seed: seed + 8, numRuns: 100 },
    );
    expect(found).toBeGreaterThan(50);
  });
});
