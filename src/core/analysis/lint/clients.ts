import { destinationRuleFor } from '../../controlplane/destinationRule.ts';
import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { ResourceId } from '../../model/resource.ts';
import { onceEach } from '../../model/onceEach.ts';

/** One client of each kind: which DestinationRule it finds hangs on its namespace, and on a workloadSelector there. */
export const clientsOf = onceEach(({ cluster, destinationRules }: World): readonly Workload[] => {
  const byKind = new Map<string, Workload>();
  for (const workload of cluster.workloads.values()) {
    if (workload.proxy === 'none' || workload.proxy === 'ambient') continue;
    const rules = destinationRules.get(workload.namespace) ?? [];
    const own = rules.some(({ spec }) => spec.workloadSelector !== undefined);
    const key = own ? workload.id : workload.namespace;
    if (!byKind.has(key)) byKind.set(key, workload);
  }
  return [...byKind.values()];
});

/** Whether some client goes by this DestinationRule when it calls a host. */
export function usedForHost(world: World, rule: ResourceId, host: string, namespace: string): boolean {
  return clientsOf(world).some((client) =>
    destinationRuleFor(world, client, host, namespace).candidates.some(
      ({ resource, counts }) => resource === rule && counts,
    ),
  );
}
