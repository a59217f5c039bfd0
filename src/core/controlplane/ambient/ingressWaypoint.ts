import type { Endpoint, Workload } from '../../cluster/types.ts';
import type { MeshService } from '../serviceEntry.ts';
import type { World } from '../world.ts';
import { serviceWaypoint, waypointEndpoint } from './waypoints.ts';

const label = 'istio.io/ingress-use-waypoint';

/**
 * "Sidecars and ingress skip service waypoints unless istio.io/ingress-use-waypoint=true (gateways)" (11.E).
 * Null: this proxy calls the pods themselves.
 */
export function ingressWaypoint(world: World, client: Workload, service: MeshService): Endpoint | null {
  // "Currently, waypoints can only accept traffic to a service's address."
  if (client.proxy !== 'gateway' || service.clusterIp === null) return null;
  const wide = world.cluster.namespaces.get(service.namespace)?.labels[label];
  if ((service.resource.labels[label] ?? wide) !== 'true') return null;
  const use = serviceWaypoint(world, service);
  return use.kind === 'waypoint' ? (waypointEndpoint(world, use.gateway) ?? null) : null;
}
