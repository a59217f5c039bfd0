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
  readonly layer: 'HTTP' | 'TCP';
}

/** Envoy's name of the cluster for a port and subset of a service, as this proxy has it. */
export function clusterNameAt(
  world: World,
  client: Workload,
  service: MeshService | null,
  { host, port, subset, layer }: ClusterWords,
): string {
  if (!isOwnService(world, client, service)) return `outbound|${port}|${subset ?? ''}|${host}`;
  return `inbound-vip|${port}|${layer.toLowerCase()}${subset === null ? '' : `/${subset}`}|${host}`;
}
