import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { send } from '../../../dataplane/send.ts';
import { worldWith } from '../../../dataplane/world.fixture.ts';
import type { World } from '../../../controlplane/world.ts';
import type { RuleProof, RuleUse } from '../../../model/proof.ts';
import type { Request } from '../../../model/request.ts';
import { workloadId } from '../../../model/resource.ts';
import { benchFor } from '../exact/exact.fixture.ts';
import { ambientDraft, ambientWorldOf } from '../exact/small.ambient.fixture.ts';
import { draft, sidecarCallers, space, textOf } from '../exact/small.fixture.ts';
import { type Removed, withPolicy, withRule, worldWithout } from './removal.ts';
import { askRules, ruleRun } from './uses.ts';

const everything = space(sidecarCallers);
const ofAmbient = space([...sidecarCallers, workloadId('a', 'd')]);

function without(removed: Removed, { policy, rule }: RuleProof): Removed {
  return rule === null ? withPolicy(removed, policy.resource) : withRule(removed, { ...policy, rule });
}

type Counts = Record<RuleUse['kind'], number>;

/** What is dead can go, all together; each of what is used is missed by its witness. */
function expectUses(
  world: World,
  requests: readonly Request[],
  counts: Counts,
  mayDoubt: (use: Extract<RuleUse, { kind: 'doubt' }>) => boolean,
): void {
  const { proofs } = askRules(ruleRun(benchFor(world, world), null), Number.POSITIVE_INFINITY);
  let gone: Removed = new Map();
  for (const proof of proofs) {
    const { use } = proof;
    counts[use.kind] += 1;
    if (use.kind === 'doubt' && !mayDoubt(use)) throw new Error(`in doubt: ${JSON.stringify(proof)}`);
    if (use.kind === 'dead') gone = without(gone, proof);
    if (use.kind !== 'used') continue;
    // Beside what is dead it is missed.
    const worlds = [gone, without(gone, proof)].map((removed) => worldWithout(world, removed));
    const verdicts = worlds.map((each) => send(each, use.witness).verdict.kind);
    expect([verdicts, use.before === use.after]).toEqual([[use.before, use.after], false]);
  }
  const less = worldWithout(world, gone);
  for (const request of requests)
    expect([request, send(less, request).verdict.kind]).toEqual([request, send(world, request).verdict.kind]);
}

describe('what rules are of use for, against every request of a small space', { timeout: 300_000 }, () => {
  it('no request misses those that are dead, and one misses each of the others', () => {
    const counts = { used: 0, dead: 0, nowhere: 0, doubt: 0 };
    fc.assert(
      fc.property(draft, (one) => {
        // What only network policies could keep from deciding is not claimed to be dead.
        expectUses(worldWith(textOf(one)), everything, counts, ({ code }) => code === 'network' && one.network !== '');
      }),
      { numRuns: 25 },
    );
    expect(Math.min(counts.dead, counts.used)).toBeGreaterThan(0);
  });

  it('so it is at ztunnels', () => {
    const counts = { used: 0, dead: 0, nowhere: 0, doubt: 0 };
    fc.assert(
      fc.property(ambientDraft, (one) => {
        expectUses(
          ambientWorldOf(one),
          ofAmbient,
          counts,
          ({ code, name }) =>
            (code === 'network' && one.network !== '') ||
            (one.waypoint !== '' && `${code} ${name}` === 'place waypoint'),
        );
      }),
      { numRuns: 25 },
    );
    expect(Math.min(counts.dead, counts.used, counts.nowhere)).toBeGreaterThan(0);
  });
});
