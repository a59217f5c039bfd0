import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { send } from '../../../dataplane/send.ts';
import { worldWith } from '../../../dataplane/world.fixture.ts';
import { trusting } from './egress.fixture.ts';
import { benchFor, classesWith } from './exact.fixture.ts';
import { ambientText, ingressDraft, ingressSpace, ingressText, plainly } from './ingress.fixture.ts';
import { viaOf } from './outsideTargets.ts';
import { proveTarget } from './prove.ts';

/** What cannot be taken apart: a header that a trusted proxy may write, a path that was rewritten. */
const reasons = ['header', 'rewrite'];
/** So many of the space are passed over for one that is asked. */
const stride = 17;

describe('the classes of requests from outside', { timeout: 300_000 }, () => {
  it.each([
    ['a Gateway and VirtualServices', true, ingressText],
    ['the Gateway API', false, ingressText],
    ['a Gateway before a workload in ambient mode', true, ambientText],
    ['the Gateway API before a workload in ambient mode', false, ambientText],
  ] as const)(
    'hold every request of a small space, each in one class whose verdicts are its own: %s',
    (_, classic, text) => {
      let allowed = 0;
      fc.assert(
        fc.property(ingressDraft, ingressDraft, fc.nat(2), fc.nat(stride - 1), (one, other, proxies, offset) => {
          const [a, b] = [
            worldWith(text(one, classic), trusting(proxies)),
            worldWith(text(other, classic), trusting(proxies)),
          ];
          const bench = benchFor(a, b);
          const proofs = bench.targets
            .filter((target) => viaOf(target) !== null)
            .map((target) => proveTarget(bench, target, true));
          const everything = ingressSpace(classic, Math.max(1, proxies));
          for (const request of everything.filter((_each, index) => index % stride === offset)) {
            const classes = classesWith(proofs, request);
            const [found] = classes;
            if (classes.length !== 1 || found === undefined)
              throw new Error(`${classes.length} classes have ${JSON.stringify(request)}`);
            if (found.doubt !== null && !reasons.includes(found.doubt.code))
              throw new Error(`in doubt: ${JSON.stringify([found.doubt, request])}`);
            if (found.doubt !== null) continue;
            const verdicts = [a, b].map((world) => send(world, request).verdict.kind);
            expect([request, found.before.kind, found.after.kind]).toEqual([request, ...verdicts]);
            if (verdicts.includes('allowed')) allowed += 1;
          }
          for (const { told } of proofs)
            for (const { witness, before, after } of told)
              expect([a, b].map((world) => send(world, witness).verdict.kind)).toEqual([before.kind, after.kind]);
        }),
        { numRuns: 25, examples: plainly.flatMap(([one, other]) => [0, 1].map((proxies) => [one, other, proxies, 3])) },
      );
      expect(allowed).toBeGreaterThan(0);
    },
  );
});
