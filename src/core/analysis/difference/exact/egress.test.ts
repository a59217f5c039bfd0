import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { send } from '../../../dataplane/send.ts';
import { worldWith } from '../../../dataplane/world.fixture.ts';
import { doors, egressDraft, egressSpace, egressText, plainly, trusting } from './egress.fixture.ts';
import { benchFor, classesWith } from './exact.fixture.ts';
import { proveTarget } from './prove.ts';

const everything = egressSpace();
/** What cannot be taken apart: a header that a trusted proxy may write, a path that was rewritten. */
const reasons = ['header', 'rewrite'];

describe('the classes of requests that pass a gateway', { timeout: 300_000 }, () => {
  it.each(doors)('hold every request of a small space, each in one class whose verdicts are its own: %s', (door) => {
    let allowed = 0;
    fc.assert(
      fc.property(egressDraft, egressDraft, fc.nat(2), (one, other, proxies) => {
        const [a, b] = [
          worldWith(egressText(door, one), trusting(proxies)),
          worldWith(egressText(door, other), trusting(proxies)),
        ];
        const bench = benchFor(a, b);
        const proofs = bench.targets
          .filter(({ target }) => target.kind === 'host' && target.host === 's.b' && target.port === 80)
          .map((target) => proveTarget(bench, target, true));
        for (const request of everything) {
          const classes = classesWith(proofs, request);
          const [found] = classes;
          if (classes.length !== 1 || found === undefined)
            throw new Error(`${classes.length} classes have ${JSON.stringify(request)}`);
          if (found.doubt !== null && !reasons.includes(found.doubt.code))
            throw new Error(`in doubt: ${JSON.stringify([found.doubt, request])}`);
          if (found.doubt !== null) continue;
          const traces = [a, b].map((world) => send(world, request));
          const verdicts = traces.map(({ verdict }) => verdict.kind);
          expect([request, found.before.kind, found.after.kind]).toEqual([request, ...verdicts]);
          const passes = traces.some(({ hops }) => hops.some(({ at }) => at.kind === 'gateway'));
          if (passes && verdicts.includes('allowed')) allowed += 1;
        }
      }),
      { numRuns: 12, examples: plainly.flatMap(([one, other]) => [0, 1].map((proxies) => [one, other, proxies])) },
    );
    expect(allowed).toBeGreaterThan(0);
  });
});
