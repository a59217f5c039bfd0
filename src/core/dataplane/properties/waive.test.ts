import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DenyCause, Trace } from '../../model/trace.ts';
import { checkTrace } from '../checkTrace.ts';
import { send } from '../send.ts';
import { waivable } from '../waivable.ts';
import { randomCase } from './caseArbitrary.ts';
import { adding, meshPolicy } from './policyEdits.ts';
import { worldOf } from './randomMesh.ts';
import { seed, stepsOf } from './said.ts';

const cases = randomCase({ policies: 6, requests: 8 });
const runs = { seed: seed + 7, numRuns: 120 };

/** What a step is and what it said, without the packet, which is another once a handshake is waived. */
const told = (trace: Trace) => stepsOf(trace).map(({ packet: _packet, ...step }) => step);

/** At the application nothing is left to ask. */
function goesOn(trace: Trace): boolean {
  const last = stepsOf(trace).at(-1)?.kind;
  return (
    trace.verdict.kind === 'denied' && waivable[trace.verdict.cause] && last !== 'deliver' && last !== 'inboundRoute'
  );
}

describe('a waived step', { timeout: 60_000 }, () => {
  it('counts as passed and changes nothing before it, and what comes after is sound', () => {
    const causes = new Map<DenyCause, number>();
    fc.assert(
      fc.property(cases, ({ mesh, requests }) => {
        const world = worldOf(adding(mesh, meshPolicy(mesh, 'nothing', {})));
        for (const request of requests) {
          const trace = send(world, request);
          if (trace.verdict.kind !== 'denied' || !goesOn(trace)) continue;
          const { step, cause } = trace.verdict;
          const next = send(world, request, { waive: new Set([step]) });
          expect(checkTrace(next)).toEqual([]);
          const before = told(trace).slice(0, -1);
          expect(told(next).slice(0, before.length)).toEqual(before);
          expect(stepsOf(next)[before.length]).toMatchObject({ id: step, outcome: 'passed' });
          causes.set(cause, (causes.get(cause) ?? 0) + 1);
        }
      }),
      runs,
    );
    expect(causes.size).toBeGreaterThan(3);
  });

  it('that nothing can go on without stays denied', () => {
    let kept = 0;
    fc.assert(
      fc.property(cases, ({ mesh, requests }) => {
        const world = worldOf(mesh);
        for (const request of requests) {
          const trace = send(world, request);
          if (trace.verdict.kind !== 'denied' || goesOn(trace)) continue;
          expect(send(world, request, { waive: new Set([trace.verdict.step]) })).toEqual(trace);
          kept += 1;
        }
      }),
      { ...runs, numRuns: 60 },
    );
    expect(kept).toBeGreaterThan(10);
  });
});
