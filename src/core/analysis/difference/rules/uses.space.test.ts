import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { send } from '../../../dataplane/send.ts';
import { worldWith } from '../../../dataplane/world.fixture.ts';
import type { RuleProof } from '../../../model/proof.ts';
import { benchFor } from '../exact/exact.fixture.ts';
import { draft, space, textOf } from '../exact/small.fixture.ts';
import { type Removed, withPolicy, withRule, worldWithout } from './removal.ts';
import { askRules, ruleRun } from './uses.ts';

const everything = space();

function without(removed: Removed, { policy, rule }: RuleProof): Removed {
  return rule === null ? withPolicy(removed, policy.resource) : withRule(removed, { ...policy, rule });
}

describe('what rules are of use for, against every request of a small space', () => {
  it('no request misses those that are dead, and one misses each of the others', {
    timeout: 300_000,
  }, () => {
    const counts = { used: 0, dead: 0, nowhere: 0, doubt: 0 };
    fc.assert(
      fc.property(draft, (one) => {
        const world = worldWith(textOf(one));
        const { proofs } = askRules(ruleRun(benchFor(world, world), null), Number.POSITIVE_INFINITY);
        let gone: Removed = new Map();
        for (const proof of proofs) {
          const { use } = proof;
          counts[use.kind] += 1;
          // What only network policies could keep from deciding is not claimed to be dead.
          if (use.kind === 'doubt' && (use.code !== 'network' || one.network === ''))
            throw new Error(`in doubt: ${JSON.stringify(proof)}`);
          if (use.kind === 'dead') gone = without(gone, proof);
          if (use.kind !== 'used') continue;
          // Beside what is dead it is missed.
          const worlds = [gone, without(gone, proof)].map((removed) => worldWithout(world, removed));
          const verdicts = worlds.map((each) => send(each, use.witness).verdict.kind);
          expect([verdicts, use.before === use.after]).toEqual([[use.before, use.after], false]);
        }
        const less = worldWithout(world, gone);
        for (const request of everything)
          expect([request, send(less, request).verdict.kind]).toEqual([request, send(world, request).verdict.kind]);
      }),
      { numRuns: 25 },
    );
    expect(counts.dead).toBeGreaterThan(0);
    expect(counts.used).toBeGreaterThan(0);
  });
});
