import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomCase } from '../../core/dataplane/properties/caseArbitrary.ts';
import type { RandomCase } from '../../core/dataplane/properties/randomMesh.ts';
import { writeScenario } from '../scenarioFile.ts';
import { compareModels, type Disagreement } from './disagreements.ts';
import { outcomes } from './model.ts';

const worlds = 2000;
const seed = 20260101;

/** Where to look at a disagreement: the case with that request alone, as a scenario. */
function report(random: RandomCase, { request, naive, engine }: Disagreement): string {
  const alone = { ...random, requests: [request] };
  const path = writeScenario(alone, `naive-${request.id}`, `the naive model says ${naive}, the engine ${engine}`);
  return `${request.id}: naive ${naive}, engine ${engine}: ${path}`;
}

describe('a second model, written from the rules alone', () => {
  it(`agrees with the engine in ${worlds} random worlds`, () => {
    const counts = new Map<string, number>();
    fc.assert(
      fc.property(randomCase({ policies: 5, requests: 4 }), (random) => {
        const { disagreements, outcomes: agreed } = compareModels(random);
        for (const outcome of agreed) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        expect(disagreements.slice(0, 1).map((found) => report(random, found))).toEqual([]);
      }),
      { numRuns: worlds, seed },
    );
    console.log(counts);
    // Every outcome must have come up, often enough to mean something.
    for (const outcome of outcomes) expect([outcome, (counts.get(outcome) ?? 0) >= 20]).toEqual([outcome, true]);
  }, 60_000);
});
