import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomCase } from '../../dataplane/properties/caseArbitrary.ts';
import { networkCase } from '../../dataplane/properties/networkArbitrary.ts';
import { worldOf } from '../../dataplane/properties/randomMesh.ts';
import { seed } from '../../dataplane/properties/said.ts';
import { wayCase } from '../../dataplane/properties/wayArbitrary.ts';
import { send } from '../../dataplane/send.ts';
import type { Request } from '../../model/request.ts';
import { askerBy } from '../matrix/alike.ts';
import { planMatrix } from '../matrix/plan.ts';
import { checkSome, nothingFound, resultOf } from './check.ts';
import { demand, everyTrace, isListed, speaksAgainst } from './demands.fixture.ts';
import { endsOf } from './ends.ts';
import { nothingProved } from './proof.ts';
import { questionsOf } from './questions.ts';

describe('an invariant', { timeout: 240_000 }, () => {
  const families = { policies: randomCase({ policies: 5, requests: 3 }), networks: networkCase(3), ways: wayCase };
  for (const [name, family] of Object.entries(families)) {
    it(`holds just where no request of those asked goes against it, and its witnesses do: ${name}`, () => {
      const seen = { held: 0, broken: 0, unclear: 0 };
      fc.assert(
        fc.property(family, fc.array(demand, { minLength: 2, maxLength: 2 }), ({ mesh, requests }, demands) => {
          const world = worldOf(mesh);
          const plan = planMatrix(world, requests);
          const resolve = (request: Request): Request => request;
          for (const each of demands) {
            const questions = questionsOf(world, plan, requests, each);
            const asker = askerBy(world, (request) => endsOf(world, request));
            const answers = { world, plan, asker, endsOf: (one: Request) => endsOf(world, one).answer, resolve };
            // In small pieces: they come to the same.
            let tally = nothingFound;
            for (let next: number | null = 0; next !== null; )
              ({ tally, next } = checkSome(answers, each, questions, tally, next, 40));
            const result = resultOf(tally, { ...nothingProved, unsettled: [{ code: 'idle', name: '' }] });
            const all = questions.flatMap((question): readonly Request[] => {
              if (question.kind === 'one') return [question.request];
              const { target, payload, tls } = question.probe;
              return plan.rows
                .filter(({ caller }) => caller !== question.node)
                .map(({ caller: workload }) => ({
                  id: '',
                  title: '',
                  caller: { kind: 'workload', workload },
                  target,
                  payload,
                  tls,
                }));
            });
            expect(tally.asked).toBe(all.length);
            const against = all.filter(
              (request) =>
                request.caller.kind !== 'kubelet' &&
                !isListed(world, each, request) &&
                everyTrace(world, request, request.draws).some((trace) => speaksAgainst(each, trace)),
            );
            seen[result.kind] += 1;
            expect([each, result.kind === 'broken' ? result.found : 0]).toEqual([each, against.length]);
            if (result.kind !== 'broken') continue;
            for (const { request, reached } of result.witnesses) {
              const trace = send(world, request);
              expect([request, speaksAgainst(each, trace)]).toEqual([request, true]);
              const outside = reached?.startsWith('external:') === true;
              expect(trace.delivery?.workload ?? null).toBe(outside ? null : reached);
            }
          }
        }),
        { seed, numRuns: 40 },
      );
      // Both happen often: else nothing was tried.
      expect(seen.held).toBeGreaterThan(10);
      expect(seen.broken).toBeGreaterThan(10);
    });
  }
});
