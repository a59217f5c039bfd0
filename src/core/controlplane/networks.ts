import type { Workload } from '../cluster/types.ts';
import { onceEach } from '../model/onceEach.ts';
import type { World } from './world.ts';

const label = 'topology.istio.io/network';

/** Whether two pods may be of different networks: they meet through an east-west gateway, which is not modelled. */
export function acrossNetworks(world: World, client: Workload, server: Workload): boolean {
  const [from, to] = [client, server].map((each) => networkOf(world, each));
  return from === null || to === null || from !== to;
}

/** What istiod deploys is in the network that all pods are in; null: they are in several, and which one is not written. */
function networkOf(world: World, { labels, proxy }: Workload): string | null {
  const own = labels[label];
  if (own !== undefined || (proxy !== 'waypoint' && proxy !== 'gateway')) return own ?? '';
  const [first = '', ...others] = networksOf(world);
  return others.length === 0 ? first : null;
}

const networksOf = onceEach((world: World): readonly string[] => [
  ...new Set(
    [...world.cluster.workloads.values()].flatMap(({ labels, proxy }) =>
      proxy === 'waypoint' || proxy === 'gateway' ? [] : [labels[label] ?? ''],
    ),
  ),
]);
