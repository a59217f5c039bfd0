import type { WaypointTraffic, WaypointUse } from '../../cluster/useWaypoint.ts';
import { waypointFor } from '../../cluster/useWaypoint.ts';
import { deploymentName, gatewayNameLabel } from '../../cluster/deployedGateway.ts';
import { hostnameOf } from '../../cluster/services.ts';
import type { Endpoint, Workload } from '../../cluster/types.ts';
import type { Resource } from '../../model/resource.ts';
import type { MeshService } from '../serviceEntry.ts';
import type { World } from '../world.ts';
import { hbonePort } from './tunnels.ts';

/** The waypoint of a service. "A waypoint's own service cannot have one." */
export function serviceWaypoint(world: World, service: MeshService): WaypointUse {
  const { labels, kind } = service.resource;
  const managed = labels['gateway.istio.io/managed'] ?? '';
  if (managed.startsWith('istio.io-') || kind === 'Gateway.gateway.networking.k8s.io') return { kind: 'none' };
  return waypointFor(world.cluster, service.namespace, labels, 'service');
}

/** The waypoint of a workload, for traffic that is addressed to the pod itself. */
export function workloadWaypoint(world: World, { namespace, labels }: Workload): WaypointUse {
  return waypointFor(world.cluster, namespace, labels, 'workload');
}

/** Where ztunnel finds the waypoint that istiod deploys for a Gateway; undefined: no pod of it runs. */
export function waypointEndpoint(world: World, gateway: Resource): Endpoint | undefined {
  const hostname = hostnameOf(deploymentName(gateway, 'waypoint'), gateway.namespace);
  const port = world.cluster.services.get(hostname)?.ports.find((each) => each.port === hbonePort);
  return port && world.cluster.endpoints(hostname, port)[0];
}

/** Whether a workload is a pod of this Gateway's waypoint. */
export function isInstanceOf({ namespace, labels }: Workload, gateway: Resource): boolean {
  return namespace === gateway.namespace && labels[gatewayNameLabel] === gateway.name;
}

/** Whether a waypoint handles this kind of traffic for it. */
export function handledBy(waypoint: Workload, use: WaypointUse): boolean {
  return use.kind === 'waypoint' && isInstanceOf(waypoint, use.gateway);
}

/** What of a use of a waypoint is not modelled; null: nothing. */
export function unmodelledUse(
  world: World,
  labels: Readonly<Record<string, string>>,
  namespace: string,
  use: WaypointUse,
  traffic: WaypointTraffic,
): string | null {
  if (use.kind === 'otherClass') return 'gatewayAsWaypoint';
  if (use.kind !== 'waypoint') return null;
  const canary = 'istio.io/use-waypoint-canary';
  const inherited = labels['istio.io/use-waypoint'] === undefined;
  const wide = inherited ? world.cluster.namespaces.get(namespace)?.labels[canary] : undefined;
  if (traffic === 'service' && (labels[canary] ?? wide ?? 'none') !== 'none') return 'waypointCanary';
  return use.gateway.annotations['ambient.istio.io/waypoint-inbound-binding'] === undefined ? null : 'waypointBinding';
}
