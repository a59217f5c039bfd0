import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomCase } from '../../core/dataplane/properties/caseArbitrary.ts';
import { mtlsEdge, policyEdge } from '../../core/dataplane/properties/edgeArbitrary.ts';
import type { RandomCase } from '../../core/dataplane/properties/randomMesh.ts';
import { writeScenario } from '../scenarioFile.ts';
import { compareModels, type Disagreement } from './disagreements.ts';
import { type Outcome, outcomes } from './model.ts';

const seed = 20260101;

/** Where to look at a disagreement: the case with that request alone, as a scenario. */
function report(random: RandomCase, { request, naive, engine }: Disagreement): string {
  const alone = { ...random, requests: [request] };
  const path = writeScenario(alone, `naive-${request.id}`, `the naive model says ${naive}, the engine ${engine}`);
  return `${request.id}: naive ${naive}, engine ${engine}: ${path}`;
}

/** Both models over random cases; what came out, and how often. Fails at the first disagreement. */
function agreeOn(cases: fc.Arbitrary<RandomCase>, numRuns: number): ReadonlyMap<Outcome, number> {
  const counts = new Map<Outcome, number>();
  fc.assert(
    fc.property(cases, (random) => {
      const { disagreements, outcomes: agreed } = compareModels(random);
      for (const outcome of agreed) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      expect(disagreements.slice(0, 1).map((found) => report(random, found))).toEqual([]);
    }),
    { seed, numRuns },
  );
  return counts;
}

/** The outcomes that came up too seldom to mean something. */
function rare(counts: ReadonlyMap<Outcome, number>, expected: readonly Outcome[]): readonly Outcome[] {
  return expected.filter((outcome) => (counts.get(outcome) ?? 0) < 30);
}

describe('a second model, written from the rules alone, agrees with the engine', { timeout: 120_000 }, () => {
  it('in 2000 random meshes', () => {
    expect(rare(agreeOn(randomCase({ policies: 5, requests: 4 }), 2000), outcomes)).toEqual([]);
  });

  it('at the edges of every field of a policy', () => {
    const counts = agreeOn(policyEdge(8), 2000);
    expect(rare(counts, ['allowed', 'deniedByDeny', 'deniedByAllow', 'jwtRejected'])).toEqual([]);
  });

  it('wherever several PeerAuthentications and DestinationRules meet', () => {
    const counts = agreeOn(mtlsEdge(6), 1000);
    expect(rare(counts, ['allowed', 'deniedByDeny', 'deniedByAllow', 'refusedForMtls', 'tlsFails'])).toEqual([]);
  });
});
