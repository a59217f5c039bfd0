import type { Policy } from '../../../controlplane/authorization/attached.ts';
import type { World } from '../../../controlplane/world.ts';
import { onceEach } from '../../../model/onceEach.ts';
import type { ResourceId } from '../../../model/resource.ts';
import type { RuleRef } from '../../../model/trace.ts';

/** What is taken out of a world: whole policies, or some of their rules by their index. */
export type Removed = ReadonlyMap<ResourceId, 'whole' | ReadonlySet<number>>;

/** What was taken out last, beside what was gone before: until the world without it is made. */
const steps = new WeakMap<Removed, { readonly before: Removed; readonly resource: ResourceId }>();

export function withRule(removed: Removed, { resource, rule }: RuleRef): Removed {
  const before = removed.get(resource);
  if (before === 'whole') return removed;
  return stepFrom(removed, resource, new Set([...(before ?? []), rule]));
}

export function withPolicy(removed: Removed, resource: ResourceId): Removed {
  return stepFrom(removed, resource, 'whole');
}

function stepFrom(before: Removed, resource: ResourceId, gone: 'whole' | ReadonlySet<number>): Removed {
  const removed: Removed = new Map(before).set(resource, gone);
  steps.set(removed, { before, resource });
  return removed;
}

/** Asked again and again with a little more taken out, of one world. */
const made = new WeakMap<World, WeakMap<Removed, World>>();

/** The same world without some rules: a policy that has lost all of them still stands. */
export function worldWithout(world: World, removed: Removed): World {
  if (removed.size === 0) return world;
  const known = made.get(world) ?? new WeakMap<Removed, World>();
  made.set(world, known);
  const before = known.get(removed);
  if (before !== undefined) return before;
  const step = steps.get(removed);
  const base = step === undefined ? undefined : step.before.size === 0 ? world : known.get(step.before);
  const own =
    step !== undefined && base !== undefined ? onStep(world, base, removed, step.resource) : rebuilt(world, removed);
  // The worlds before it are not kept for its sake.
  steps.delete(removed);
  known.set(removed, own);
  return own;
}

/** `base` differs in one policy at most: only its namespace is made anew. */
function onStep(world: World, base: World, removed: Removed, resource: ResourceId): World {
  const namespace = namespacesOf(world).get(resource);
  if (namespace === undefined) return base;
  const left = (world.authorizationPolicies.get(namespace) ?? []).flatMap((policy) => lessOf(policy, removed));
  return withPolicies(base, new Map(base.authorizationPolicies).set(namespace, left));
}

const namespacesOf = onceEach(
  ({ authorizationPolicies }: World): ReadonlyMap<ResourceId, string> =>
    new Map(
      [...authorizationPolicies].flatMap(([namespace, all]) =>
        all.map(({ resource }) => [resource.id, namespace] as const),
      ),
    ),
);

function rebuilt(world: World, removed: Removed): World {
  const policies = [...world.authorizationPolicies].map(([namespace, all]) => {
    if (!all.some(({ resource }) => removed.has(resource.id))) return [namespace, all] as const;
    return [namespace, all.flatMap((policy) => lessOf(policy, removed))] as const;
  });
  return withPolicies(world, new Map(policies));
}

/** A policy without what is taken out of it; none: it is gone. */
function lessOf(policy: Policy, removed: Removed): readonly Policy[] {
  const own = removed.get(policy.resource.id);
  if (own === undefined) return [policy];
  if (own === 'whole') return [];
  const rules = (policy.spec.rules ?? []).filter((_, index) => !own.has(index));
  return [{ ...policy, spec: { ...policy.spec, rules } }];
}

/** The same world with one rule for its only one. */
export function worldWithOnly(world: World, { resource, namespace, rule }: RuleRef): World {
  const policies = (world.authorizationPolicies.get(namespace) ?? []).flatMap((policy) => {
    const only = policy.spec.rules?.[rule];
    if (policy.resource.id !== resource || only === undefined) return [];
    return [{ ...policy, spec: { ...policy.spec, rules: [only] } }];
  });
  return withPolicies(world, new Map([[namespace, policies]]));
}

function withPolicies(world: World, authorizationPolicies: World['authorizationPolicies']): World {
  return {
    ...world,
    authorizationPolicies,
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
