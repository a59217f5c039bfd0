import type { Workload } from '../../../cluster/types.ts';
import { attachedOf, type Policy } from '../../../controlplane/authorization/attached.ts';
import { isDryRun } from '../../../controlplane/authorization/dryRun.ts';
import { chainOf } from '../../../controlplane/policyAttachment.ts';
import type { World } from '../../../controlplane/world.ts';
import type { WorkloadId } from '../../../model/resource.ts';
import { authorizations } from '../../matrix/readings.ts';

/** A policy that is enforced, and by whom. */
export interface Enforced {
  readonly policy: Policy;
  readonly action: 'ALLOW' | 'DENY' | 'CUSTOM';
  /** Workloads whose sidecar enforces it. */
  readonly sidecars: readonly Workload[];
  /** A proxy of another kind that may enforce it, whose rules are not taken apart. */
  readonly other: Exclude<Workload['proxy'], 'sidecar'> | null;
}

/**
 * The policies that decide, or may: those of the whole mesh first, then the oldest. `AUDIT` and dry run decide nothing, and
 * are left out. `only`: at one workload.
 */
export function enforcedPolicies(world: World, only: WorkloadId | null): readonly Enforced[] {
  const workloads = [...world.cluster.workloads.values()].filter(({ id }) => only === null || id === only);
  const root = world.mesh.rootNamespace;
  const names = [...world.authorizationPolicies.keys()].sort((a, b) => Number(b === root) - Number(a === root));
  return names.flatMap((namespace): readonly Enforced[] => {
    const policies = world.authorizationPolicies.get(namespace) ?? [];
    const sidecars = new Map<Policy, Workload[]>();
    const others = new Map<Policy, Enforced['other']>();
    for (const workload of workloads) {
      if (workload.proxy === 'sidecar') {
        if (namespace !== root && namespace !== workload.namespace) continue;
        for (const policy of attachedOf(policies, workload, chainOf(world))) add(sidecars, policy, workload);
      } else if (workload.proxy !== 'none') {
        const own = new Set<Policy>(authorizations(world, workload));
        for (const policy of policies) if (own.has(policy)) others.set(policy, workload.proxy);
      }
    }
    return policies.flatMap((policy) => {
      const { action = 'ALLOW' } = policy.spec;
      if (action === 'AUDIT' || isDryRun(policy.resource)) return [];
      const entry: Enforced = {
        policy,
        action,
        sidecars: sidecars.get(policy) ?? [],
        other: others.get(policy) ?? null,
      };
      // Of one workload, only what concerns it is told.
      return only !== null && entry.sidecars.length === 0 && entry.other === null ? [] : [entry];
    });
  });
}

function add(map: Map<Policy, Workload[]>, policy: Policy, workload: Workload): void {
  const known = map.get(policy);
  if (known) known.push(workload);
  else map.set(policy, [workload]);
}
