import type { World } from '../../../controlplane/world.ts';
import type { ResourceId } from '../../../model/resource.ts';
import type { RuleRef } from '../../../model/trace.ts';

/** What is taken out of a world: whole policies, or some of their rules by their index. */
export type Removed = ReadonlyMap<ResourceId, 'whole' | ReadonlySet<number>>;

export function withRule(removed: Removed, { resource, rule }: RuleRef): Removed {
  const before = removed.get(resource);
  if (before === 'whole') return removed;
  return new Map(removed).set(resource, new Set([...(before ?? []), rule]));
}

export function withPolicy(removed: Removed, resource: ResourceId): Removed {
  return new Map(removed).set(resource, 'whole');
}

/** The same world without some rules: a policy that has lost all of them still stands. */
export function worldWithout(world: World, removed: Removed): World {
  if (removed.size === 0) return world;
  const keeps = (resource: ResourceId, rule: number): boolean => {
    const own = removed.get(resource);
    return own === undefined || (own !== 'whole' && !own.has(rule));
  };
  const policies = [...world.authorizationPolicies].map(([namespace, all]) => {
    if (!all.some(({ resource }) => removed.has(resource.id))) return [namespace, all] as const;
    const left = all
      .filter(({ resource }) => removed.get(resource.id) !== 'whole')
      .map((policy) => {
        if (!removed.has(policy.resource.id)) return policy;
        const rules = (policy.spec.rules ?? []).filter((_, index) => keeps(policy.resource.id, index));
        return { ...policy, spec: { ...policy.spec, rules } };
      });
    return [namespace, left] as const;
  });
  return {
    ...world,
    authorizationPolicies: new Map(policies),
    // All that is made of policies is made anew.
    inboundListeners: new Map(),
    rbacFilters: new Map(),
    rbacMemory: { results: new Map(), checks: 0 },
    ztunnelPolicies: new Map(),
    waypointListeners: new Map(),
    gatewayListeners: new Map(),
  };
}

/** A rule by the index that it has in the text, where those before it may be gone. */
export function asWritten(removed: Removed, ref: RuleRef): RuleRef {
  const own = removed.get(ref.resource);
  if (own === undefined || own === 'whole') return ref;
  let left = ref.rule;
  for (let index = 0; ; index += 1) {
    if (own.has(index)) continue;
    if (left === 0) return { ...ref, rule: index };
    left -= 1;
  }
}
