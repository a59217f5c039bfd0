import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkCase } from '../../../core/dataplane/properties/networkArbitrary.ts';
import { allObjects, type RandomCase, worldOf } from '../../../core/dataplane/properties/randomMesh.ts';
import { send } from '../../../core/dataplane/send.ts';
import { writeScenario } from '../../scenarioFile.ts';
import { networkVerdict } from './network.ts';
import { networkOutcome } from './outcome.ts';

const seed = 20260101;

describe('a second model of the network policies, written from the rules alone, agrees with the engine', {
  timeout: 60_000,
}, () => {
  it('in random clusters, with and without policies for the cluster', () => {
    const counts = new Map<string, number>();
    fc.assert(
      fc.property(networkCase(6), (random: RandomCase) => {
        const world = worldOf(random.mesh);
        for (const request of random.requests) {
          const naive = networkVerdict(allObjects(random.mesh), request);
          if (naive === null) continue;
          const engine = networkOutcome(send(world, request));
          counts.set(naive, (counts.get(naive) ?? 0) + 1);
          if (engine === naive) continue;
          const title = `${request.id}: naive ${naive}, engine ${engine}`;
          expect(`${title}: ${writeScenario({ ...random, requests: [request] }, 'network', title)}`).toBe('');
        }
      }),
      { seed, numRuns: 800 },
    );
    for (const outcome of ['passes', 'dropped', 'unnamed', 'depends'])
      expect(counts.get(outcome) ?? 0, outcome).toBeGreaterThan(30);
  });
});
