import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { send } from '../../../dataplane/send.ts';
import { worldWith } from '../../../dataplane/world.fixture.ts';
import { benchFor, classesWith, proofsOf } from './exact.fixture.ts';
import { draft, space, textOf } from './small.fixture.ts';

const everything = space();

describe('the classes of two worlds', () => {
  it('hold every request of a small space, each in one class whose verdicts are its own', { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(draft, draft, (one, other) => {
        const [a, b] = [worldWith(textOf(one)), worldWith(textOf(other))];
        const bench = benchFor(a, b);
        const proofs = proofsOf(bench);
        for (const request of everything) {
          // What routes read is sent once.
          if (
            bench.single.size > 0 &&
            request.payload.kind === 'http' &&
            request.payload.headers.filter(([name]) => name === 'x-team').length > 1
          )
            continue;
          const classes = classesWith(proofs, request);
          const [found] = classes;
          if (classes.length !== 1 || found === undefined)
            throw new Error(`${classes.length} classes have ${JSON.stringify(request)}`);
          if (found.doubt !== null) throw new Error(`in doubt: ${JSON.stringify([found.doubt, request])}`);
          const verdicts = [a, b].map((world) => send(world, request).verdict.kind);
          expect([request, found.before.kind, found.after.kind]).toEqual([request, ...verdicts]);
        }
        for (const { told } of proofs)
          for (const { witness, before, after } of told)
            expect([a, b].map((world) => send(world, witness).verdict.kind)).toEqual([before.kind, after.kind]);
      }),
      { numRuns: 12 },
    );
  });
});
