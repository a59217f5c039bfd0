import { isNonEmpty } from '../../model/nonEmpty.ts';
import type { RbacAction } from '../../model/trace.ts';
import { compareText } from '../../cluster/age.ts';
import type { World } from '../world.ts';
import type { Policy } from './attached.ts';
import { type ChainLayer, compileRule } from './compile.ts';
import { isDryRun } from './dryRun.ts';
import type { DroppedRule, RbacFilter, RbacPolicy, RbacRule } from './rbac.ts';

/** "RBAC(LOG = AUDIT) → RBAC(DENY) → RBAC(ALLOW)": the order in the chain (0.1). */
const order: readonly RbacAction[] = ['AUDIT', 'DENY', 'ALLOW'];

/** The RBAC filters of a chain. "Each yields a filter only if at least one policy of that action is attached." */
export function rbacFilters(world: World, attached: readonly Policy[], layer: ChainLayer): readonly RbacFilter[] {
  return order.flatMap((action) => {
    const policies = attached
      .filter((policy) => (policy.spec.action ?? 'ALLOW') === action)
      .map((policy) => compilePolicy(world, policy, action, layer));
    if (!isNonEmpty(policies)) return [];
    const rules = (dryRun: boolean): readonly RbacRule[] =>
      policies
        .filter((policy) => policy.dryRun === dryRun)
        .flatMap((policy) => policy.rules)
        .sort((a, b) => compareText(a.id, b.id));
    return [
      {
        action,
        layer,
        policies,
        enforced: rules(false),
        shadow: rules(true),
        hasEnforced: policies.some((policy) => !policy.dryRun),
        hasShadow: policies.some((policy) => policy.dryRun),
      },
    ];
  });
}

function compilePolicy(world: World, policy: Policy, action: RbacAction, layer: ChainLayer): RbacPolicy {
  const { resource, spec } = policy;
  const ref = { resource: resource.id, namespace: resource.namespace, name: resource.name };
  const context = { policyNamespace: resource.namespace, bundle: world.mesh.trustDomainBundle };
  const rules: RbacRule[] = [];
  const dropped: DroppedRule[] = [];
  (spec.rules ?? []).forEach((rule, index) => {
    const compiled = compileRule(rule, { ...ref, rule: index }, ['spec', 'rules', index], action, layer, context);
    if ('reason' in compiled) dropped.push(compiled);
    else rules.push(compiled);
  });
  return { ref, resource: resource.id, dryRun: isDryRun(resource), rules, dropped };
}
