import type { Workload } from '../../cluster/types.ts';
import type { MeshService } from '../serviceEntry.ts';
import type { World } from '../world.ts';
import { handledBy, serviceWaypoint } from './waypoints.ts';

/** Whether a service is one of a waypoint's own: it then has `inbound-vip` clusters there, which know HBONE and plaintext only. */
export function isOwnService(world: World, client: Workload, service: MeshService | null): boolean {
  return client.proxy === 'waypoint' && service !== null && handledBy(client, serviceWaypoint(world, service));
}

/** What a cluster's name is made of. */
export interface ClusterWords {
  readonly host: string;
  readonly port: number;
  readonly subset: string | null;
  /** Of the chain, at a waypoint. */
  readonly layer: 'HTTP' | 'TCP';
}

/**
 * Envoy's name of the cluster that a route names: at a waypoint the layer in it is that of the destination's port, whatever
 * chain the route stands in; of a port or a service that is not known, HTTP (istio `listener_waypoint.go`, portToSubset).
 */
export function routedClusterName(
  world: World,
  client: Workload,
  service: MeshService | null,
  named: Omit<ClusterWords, 'layer'>,
): string {
  const port = service?.ports.find((each) => each.port === named.port);
  const words = { ...named, layer: port?.declared === 'TCP' ? 'TCP' : 'HTTP' } as const;
  if (service === null && client.proxy === 'waypoint') return ownName(words);
  return clusterNameAt(world, client, service, words);
}

/** Envoy's name of the cluster for a port and subset of a service, as this proxy has it. */
export function clusterNameAt(
  world: World,
  client: Workload,
  service: MeshService | null,
  words: ClusterWords,
): string {
  if (isOwnService(world, client, service)) return ownName(words);
  return `outbound|${words.port}|${words.subset ?? ''}|${words.host}`;
}

function ownName({ host, port, subset, layer }: ClusterWords): string {
  return `inbound-vip|${port}|${layer.toLowerCase()}${subset === null ? '' : `/${subset}`}|${host}`;
}
