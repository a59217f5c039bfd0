import type { Workload } from '../../../cluster/types.ts';
import { attachedOf, type Policy } from '../../../controlplane/authorization/attached.ts';
import { isDryRun } from '../../../controlplane/authorization/dryRun.ts';
import { chainOf, targetRefs } from '../../../controlplane/policyAttachment.ts';
import { ztunnelAttached } from '../../../controlplane/ambient/ztunnelPolicies.ts';
import type { World } from '../../../controlplane/world.ts';
import type { WorkloadId } from '../../../model/resource.ts';
import { authorizations } from '../../matrix/readings.ts';
import { isAskedFromOutside } from './gates.ts';

/** A policy that is enforced, and by whom. */
export interface Enforced {
  readonly policy: Policy;
  readonly action: 'ALLOW' | 'DENY' | 'CUSTOM';
  /** Workloads for which their sidecar enforces it, or their ztunnel. */
  readonly pods: readonly Workload[];
  /** Gateways that may enforce it. */
  readonly gateways: readonly Workload[];
  /** A proxy of another kind that may enforce it, of which not all requests are asked. */
  readonly other: 'gateway' | 'waypoint' | null;
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
    const pods = new Map<Policy, Workload[]>();
    const gateways = new Map<Policy, Workload[]>();
    const others = new Map<Policy, Enforced['other']>();
    for (const workload of workloads) {
      if (workload.proxy === 'sidecar' || workload.proxy === 'ambient') {
        if (namespace !== root && namespace !== workload.namespace) continue;
        const attached =
          workload.proxy === 'sidecar'
            ? attachedOf(policies, workload, chainOf(world))
            : ztunnelAttached(world, workload).filter(({ resource }) => resource.namespace === namespace);
        for (const policy of attached) add(pods, policy, workload);
      } else if (workload.proxy !== 'none') {
        const own = new Set<Policy>(authorizations(world, workload));
        for (const policy of policies) {
          if (!own.has(policy) || !mayAttach(workload, policy)) continue;
          if (workload.proxy === 'gateway') add(gateways, policy, workload);
          else others.set(policy, workload.proxy);
        }
      }
    }
    return policies.flatMap((policy) => {
      const { action = 'ALLOW' } = policy.spec;
      if (action === 'AUDIT' || isDryRun(policy.resource)) return [];
      const gates = gateways.get(policy) ?? [];
      // Of a policy that acts at a gateway and behind it, each place by itself would say too little.
      const alone = only === null && !pods.has(policy) && !others.has(policy);
      const known = alone && gates.every((each) => isAskedFromOutside(world, each));
      const entry: Enforced = {
        policy,
        action,
        pods: pods.get(policy) ?? [],
        gateways: gates,
        other: others.get(policy) ?? (known || gates.length === 0 ? null : 'gateway'),
      };
      // Of one workload, only what concerns it is told.
      return only !== null && entry.pods.length === 0 && gates.length === 0 && entry.other === null ? [] : [entry];
    });
  });
}

/** "Waypoint, no refs: never attached" (1.3). */
function mayAttach({ proxy }: Workload, { spec }: Policy): boolean {
  return proxy !== 'waypoint' || targetRefs(spec).length > 0;
}

function add(map: Map<Policy, Workload[]>, policy: Policy, workload: Workload): void {
  const known = map.get(policy);
  if (known) known.push(workload);
  else map.set(policy, [workload]);
}
