import { compareText } from '../cluster/age.ts';
import type { Policy } from './authorization/attached.ts';
import { type ChainLayer, compileRule } from './authorization/compile.ts';
import type { RbacRule } from './authorization/rbac.ts';
import { type ExtAuthzProvider, findProvider } from './extAuthzProvider.ts';
import type { World } from './world.ts';

/** The rules of all CUSTOM policies that name one provider, as a shadow RBAC filter followed by ext_authz (7.2). */
export interface CustomFilter {
  readonly provider: string;
  /** Null: broken, so the rules themselves deny (7.3, 7.4). */
  readonly authorizer: ExtAuthzProvider | null;
  readonly policies: readonly Policy[];
  /** In the order of their ids. */
  readonly rules: readonly RbacRule[];
}

/** The CUSTOM filters of a chain, by provider name. */
export function customFilters(world: World, attached: readonly Policy[], layer: ChainLayer): readonly CustomFilter[] {
  const custom = attached.filter(({ spec }) => spec.action === 'CUSTOM');
  const names = [...new Set(custom.map(({ spec }) => spec.provider?.name ?? ''))].sort(compareText);
  const several = world.flags['PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS'] === 'true';
  return names.flatMap((provider) => {
    const policies = custom.filter(({ spec }) => (spec.provider?.name ?? '') === provider);
    // "More than one provider on a workload: the rules of all providers turn into DENY and nobody is called", unless a flag allows it (7.4).
    const authorizer = names.length > 1 && !several ? null : findProvider(world, provider);
    // "TCP chain, HTTP provider: filters omitted, connection unaffected" (7.9).
    if (layer === 'TCP' && authorizer?.protocol === 'http') return [];
    const rules = policies.flatMap((policy) => customRules(world, policy, provider, layer));
    return [{ provider, authorizer, policies, rules: rules.sort((a, b) => compareText(a.id, b.id)) }];
  });
}

function customRules(
  world: World,
  { resource, spec }: Policy,
  provider: string,
  layer: ChainLayer,
): readonly RbacRule[] {
  const ref = { resource: resource.id, namespace: resource.namespace, name: resource.name };
  const context = { policyNamespace: resource.namespace, bundle: world.mesh.trustDomainBundle };
  return (spec.rules ?? []).flatMap((rule, index) => {
    const compiled = compileRule(rule, { ...ref, rule: index }, ['spec', 'rules', index], 'CUSTOM', layer, context);
    return 'reason' in compiled ? [] : [{ ...compiled, id: `istio-ext-authz-${provider}-${compiled.id}` }];
  });
}
