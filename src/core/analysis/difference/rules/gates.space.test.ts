import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { send } from '../../../dataplane/send.ts';
import { worldWith } from '../../../dataplane/world.fixture.ts';
import type { Request } from '../../../model/request.ts';
import { workloadId } from '../../../model/resource.ts';
import { benchFor } from '../exact/exact.fixture.ts';
import { guardedText, ingressDraft, ingressSpace } from '../exact/ingress.fixture.ts';
import { type Removed, withPolicy, withRule, worldWithout } from './removal.ts';
import { askRules, ruleRun } from './uses.ts';

const outside = ingressSpace(true, 1);
/** The same from within the mesh, through the caller's sidecar. */
const inside = outside.flatMap((each): readonly Request[] => {
  if (each.tls !== null) return [];
  const target = { kind: 'host', host: 'g.a', port: each.target.port, via: null } as const;
  return [{ ...each, target, caller: { kind: 'workload', workload: workloadId('a', 'c') } }];
});
const everything = [...outside, ...inside];
/** So many of the space are passed over for one that is asked. */
const stride = 7;

describe('rules at a gateway', () => {
  it('are missed by no request if they are dead, and by one if they are of use', {
    timeout: 300_000,
  }, () => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(ingressDraft, fc.nat(stride - 1), (draft, offset) => {
        const world = worldWith(guardedText(draft));
        const { proofs } = askRules(ruleRun(benchFor(world, world), null), Number.POSITIVE_INFINITY);
        let removed: Removed = new Map();
        for (const { use, policy, rule } of proofs) {
          kinds.set(use.kind, (kinds.get(use.kind) ?? 0) + 1);
          const less = rule === null ? withPolicy(removed, policy.resource) : withRule(removed, { ...policy, rule });
          if (use.kind === 'dead') removed = less;
          if (use.kind !== 'used') continue;
          const ends = [removed, less].map((gone) => send(worldWithout(world, gone), use.witness).verdict.kind);
          expect([ends, use.before === use.after]).toEqual([[use.before, use.after], false]);
        }
        const left = worldWithout(world, removed);
        for (const request of everything.filter((_each, index) => index % stride === offset))
          expect([request, send(left, request).verdict.kind]).toEqual([request, send(world, request).verdict.kind]);
      }),
      { numRuns: 20 },
    );
    expect(kinds.get('dead') ?? 0).toBeGreaterThan(0);
    expect(kinds.get('used') ?? 0).toBeGreaterThan(0);
  });
});
