import { compareText } from '../../cluster/age.ts';
import type { NonEmpty } from '../../model/json.ts';
import { isNonEmpty } from '../../model/nonEmpty.ts';
import type { RbacAction } from '../../model/trace.ts';
import type { World } from '../world.ts';
import type { Policy } from './attached.ts';
import { type ChainLayer, compileRule } from './compile.ts';
import { isDryRun } from './dryRun.ts';
import { droppedCheck } from './dropped.ts';
import type { RbacEntry, RbacFilter, RbacPolicy, RbacRule } from './rbac.ts';
import { nothingShared, readsOf, type Shared } from './shared.ts';

/** "RBAC(LOG = AUDIT) → RBAC(DENY) → RBAC(ALLOW)": the order in the chain (0.1). */
const order: readonly RbacAction[] = ['AUDIT', 'DENY', 'ALLOW'];

/** The RBAC filters of a chain. "Each yields a filter only if at least one policy of that action is attached." */
export function rbacFilters(world: World, attached: readonly Policy[], layer: ChainLayer): readonly RbacFilter[] {
  const key = [layer, ...attached.map(({ resource }) => resource.id)].join(' ');
  const known = world.rbacFilters.get(key);
  if (known !== undefined) return known;
  const built = build(world, attached, layer);
  world.rbacFilters.set(key, built);
  return built;
}

function build(world: World, attached: readonly Policy[], layer: ChainLayer): readonly RbacFilter[] {
  return order.flatMap((action) => {
    const shared = nothingShared();
    const policies = attached
      .filter((policy) => (policy.spec.action ?? 'ALLOW') === action)
      .map((policy) => compilePolicy(world, policy, action, layer, shared));
    if (!isNonEmpty(policies)) return [];
    return [filterOf(world, action, layer, policies, shared, (a, b) => compareText(a.id, b.id))];
  });
}

/** One filter of compiled policies; `order` is that in which its rules are walked. */
export function filterOf(
  world: World,
  action: RbacAction,
  layer: ChainLayer,
  policies: NonEmpty<RbacPolicy>,
  shared: Shared,
  order: (a: RbacRule, b: RbacRule) => number,
): RbacFilter {
  const rules = (dryRun: boolean): readonly RbacRule[] =>
    policies
      .filter((policy) => policy.dryRun === dryRun)
      .flatMap((policy) => policy.rules)
      .sort(order);
  const enforcing = policies.filter((policy) => !policy.dryRun).map((policy) => policy.ref);
  return {
    action,
    layer,
    policies,
    enforced: rules(false),
    shadow: rules(true),
    enforcing,
    hasShadow: enforcing.length < policies.length,
    reads: shared.attributes,
    latest: null,
    size: policies.reduce((sum, policy) => sum + sizeOf(policy), 0),
    memory: world.rbacMemory,
  };
}

function compilePolicy(
  world: World,
  policy: Policy,
  action: RbacAction,
  layer: ChainLayer,
  shared: Shared,
): RbacPolicy {
  const { resource, spec } = policy;
  const ref = { resource: resource.id, namespace: resource.namespace, name: resource.name };
  const context = { policyNamespace: resource.namespace, bundle: world.mesh.trustDomainBundle };
  const compiled = (spec.rules ?? []).map((rule, index) =>
    compileRule(rule, { ...ref, rule: index }, ['spec', 'rules', index], action, layer, context, shared),
  );
  const rules = compiled.flatMap((rule) => ('reason' in rule ? [] : [rule]));
  return {
    ref,
    source: { resource: resource.id, path: [] },
    dryRun: isDryRun(resource),
    rules,
    dropped: compiled.flatMap((rule) => ('reason' in rule ? [droppedCheck(rule)] : [])),
    reads: readsOf(rules),
    latest: null,
  };
}

function entriesOf({ from, to, when }: RbacRule): readonly RbacEntry[] {
  return when === null ? [...from, ...to] : [...from, ...to, when];
}

function sizeOf({ rules, dropped }: RbacPolicy): number {
  const fields = rules.flatMap(entriesOf).flatMap((entry) => entry.fields);
  return 1 + rules.length * 3 + dropped.length + fields.reduce((sum, { values }) => sum + 1 + values.length, 0);
}
