import type { World } from '../../../controlplane/world.ts';
import { onceEach } from '../../../model/onceEach.ts';
import type { Bench, ExactTarget } from '../exact/bench.ts';
import type { Enforced } from './policies.ts';

const clusterWide: readonly string[] = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'];

export function hasNetworkPolicies({ cluster, networkPolicies }: World): boolean {
  return networkPolicies.size > 0 || clusterWide.some((kind) => cluster.byKind(kind).length > 0);
}

/**
 * The same world with nothing shut in its network. What ends alike in two such worlds ends alike with network policies, too:
 * they drop a connection before any proxy reads who sends, and what.
 */
export const openNetwork = onceEach(
  (world: World): World => ({
    ...world,
    cluster: {
      ...world.cluster,
      byKind: (kind) => (clusterWide.includes(kind) ? [] : world.cluster.byKind(kind)),
    },
    networkPolicies: new Map(),
    names: new Map(),
  }),
);

/** The services before those who enforce a policy, which network policies may open to pods alone. */
export function servicesBefore({ sides, targets }: Bench, { pods }: Enforced): readonly ExactTarget[] {
  const { cluster } = sides[0].world;
  const own = new Set(pods.map(({ id }) => id));
  return targets.filter(({ target, pod }) => {
    if (pod !== null || target.kind !== 'host') return false;
    const service = cluster.services.get(`${target.host}.svc.cluster.local`);
    return (service?.ports ?? []).some(
      (port) =>
        service !== undefined &&
        port.port === target.port &&
        cluster.endpoints(service.hostname, port).some(({ workload }) => workload !== null && own.has(workload)),
    );
  });
}
