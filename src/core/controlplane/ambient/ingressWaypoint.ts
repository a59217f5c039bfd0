import type { Endpoint, Workload } from '../../cluster/types.ts';
import type { MeshService } from '../serviceEntry.ts';
import { isTrue } from '../goBool.ts';
import type { World } from '../world.ts';
import { serviceWaypoint, waypointEndpoint } from './waypoints.ts';

const label = 'istio.io/ingress-use-waypoint';

/** The waypoint that takes what a gateway sends to a service, by the service's own address. */
export interface IngressWaypoint {
  /** Undefined: no pod of it runs, and the gateway has nowhere else to go (istio `endpoint_builder.go`, findServiceWaypoint). */
  readonly endpoint: Endpoint | undefined;
  readonly clusterIp: string;
}

/**
 * "Sidecars and ingress skip service waypoints unless istio.io/ingress-use-waypoint=true (gateways)" (11.E).
 * Null: this proxy calls the pods themselves.
 */
export function ingressWaypoint(world: World, client: Workload, service: MeshService): IngressWaypoint | null {
  const { clusterIp } = service;
  // "Currently, waypoints can only accept traffic to a service's address."
  if (client.proxy !== 'gateway' || clusterIp === null) return null;
  const wide = world.cluster.namespaces.get(service.namespace)?.labels[label];
  // The label is read as Go's ParseBool does.
  if (!isTrue(service.resource.labels[label] ?? wide)) return null;
  const use = serviceWaypoint(world, service);
  return use.kind === 'waypoint' ? { endpoint: waypointEndpoint(world, use.gateway), clusterIp } : null;
}
