import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { send } from '../../../dataplane/send.ts';
import { resourcesWith, worldWith } from '../../../dataplane/world.fixture.ts';
import { workloadId } from '../../../model/resource.ts';
import { benchFor, classesWith, proofsOf } from './exact.fixture.ts';
import { type Draft, draft, space, textOf } from './small.fixture.ts';

const everything = space();

const [c, s] = [workloadId('a', 'c'), workloadId('b', 's')];

function plainly(one: Draft): Draft {
  return { ...one, route: '', network: '' };
}

describe('the classes of two worlds', () => {
  it('hold every request of a small space, each in one class whose verdicts are its own', { timeout: 300_000 }, () => {
    let together = 0;
    fc.assert(
      fc.property(draft, draft, fc.boolean(), (first, second, plain) => {
        // Where nothing routes, and it is said what the worlds are made of, callers of all namespaces are asked together.
        const [one, other] = plain ? [plainly(first), plainly(second)] : [first, second];
        const [a, b] = [worldWith(textOf(one)), worldWith(textOf(other))];
        const made = plain ? ([resourcesWith(textOf(one)), resourcesWith(textOf(other))] as const) : undefined;
        const bench = benchFor(a, b, undefined, made);
        const proofs = proofsOf(bench);
        if (plain) together += bench.groups.some((group) => group.includes(c) && group.includes(s)) ? 1 : 0;
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
      { numRuns: 16 },
    );
    expect(together).toBeGreaterThan(0);
  });
});
