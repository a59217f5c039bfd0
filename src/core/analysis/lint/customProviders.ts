import { textAt } from '../../cluster/fields.ts';
import type { WorkloadId } from '../../model/resource.ts';
import type { Finding } from '../../model/lint.ts';
import type { Lint } from './facts.ts';
import { set, warning } from './finding.ts';
import { nearestName } from './likeness.ts';
import { authorizationPolicies } from './policies.ts';
import { enforcedAt } from './policyTargets.ts';

/** Authorizers that CUSTOM policies name. */
export const customProviders: Lint = (facts) => {
  const { mesh, flags } = facts.world;
  const custom = authorizationPolicies(facts.world).filter(({ spec }) => spec.action === 'CUSTOM');
  const names = mesh.extensionProviders.flatMap((provider) =>
    'envoyExtAuthzHttp' in provider || 'envoyExtAuthzGrpc' in provider ? (textAt(provider, 'name') ?? []) : [],
  );
  const byWorkload = new Map<WorkloadId, Set<string>>();
  const acting = custom.map((policy) => ({ policy, at: enforcedAt(facts, policy) }));
  for (const { policy, at } of acting) {
    for (const { id } of at) {
      const known = byWorkload.get(id) ?? new Set();
      byWorkload.set(id, known.add(policy.spec.provider?.name ?? ''));
    }
  }
  return acting.flatMap(({ policy: { resource, spec }, at }): readonly Finding[] => {
    const provider = spec.provider?.name ?? '';
    const path = ['spec', 'provider', 'name'];
    // "Provider not found: the CUSTOM rules themselves become an enforced DENY" (7.3).
    if (!names.includes(provider)) {
      const near = nearestName(provider, names);
      return [
        warning('providerUnknown', resource, path, {
          args: { provider },
          fix: near === null ? [] : [set(resource, path, near)],
        }),
      ];
    }
    // "More than one provider on a workload: the rules of all turn into DENY and nobody is called" (7.4).
    if (flags['PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS'] === 'true') return [];
    const shared = at.find(({ id }) => (byWorkload.get(id)?.size ?? 0) > 1);
    if (shared === undefined) return [];
    const all = [...(byWorkload.get(shared.id) ?? [])].sort();
    return [
      warning('severalProviders', resource, path, { args: { workload: shared.name, providers: all.join(', ') } }),
    ];
  });
};
