import type { ServicePort, Workload } from '../../cluster/types.ts';
import { gatewayName, type RouteEntry, routesOf } from '../httpRoutes.ts';
import type { ServiceOnPort } from '../outboundListeners.ts';
import type { MeshService } from '../serviceEntry.ts';
import { type StreamEntry, streamEntry } from '../streamRoutes.ts';
import { boundTo, inOrderFor, type VirtualService, virtualServiceVisible } from '../virtualService.ts';
import { completeHost, hostCovers } from '../visibility.ts';
import type { World } from '../world.ts';

/** The HTTP routes of a waypoint for one port of a service, and the VirtualServices that they are from. */
export interface WaypointRoutes {
  readonly services: readonly VirtualService[];
  readonly entries: readonly RouteEntry[];
}

/** The routes that a waypoint has for a service: those of all its VirtualServices, one after the other; null: none routes it. */
export function waypointRoutes(
  world: World,
  waypoint: Workload,
  service: MeshService,
  { port }: ServicePort,
): WaypointRoutes | null {
  // "Source labels are not supported in ambient: matches with them are left out", whatever labels the waypoint has.
  const scope = { gateway: 'mesh', port, namespace: waypoint.namespace, labels: null };
  const routed = servicesFor(world, waypoint, service).flatMap((each) => {
    const entries = routesOf(world, each, scope);
    return entries.length === 0 ? [] : [{ service: each, entries }];
  });
  if (routed.length === 0) return null;
  return { services: routed.map((each) => each.service), entries: routed.flatMap(({ entries }) => entries) };
}

/** Where a waypoint takes bytes that it does not read: "tls routes before tcp routes", on ports of TLS and others alike. */
export function waypointStream(world: World, waypoint: Workload, { service, port }: ServiceOnPort): StreamEntry | null {
  const services = servicesFor(world, waypoint, service);
  for (const each of services) {
    for (const [index, { match, route = [] }] of (each.spec.tls ?? []).entries()) {
      // "Waypoints have no SNI matches: only a route for the service's own name alone is one."
      const fits = match.some(
        (one) => one.sniHosts.length === 1 && one.sniHosts[0] === service.hostname && isFor(one, each, port),
      );
      if (fits) return streamEntry(each, 'tls', index, route);
    }
  }
  for (const each of services) {
    for (const [index, { match = [], route = [] }] of (each.spec.tcp ?? []).entries()) {
      if (match.length === 0 || match.some((one) => isFor(one, each, port)))
        return streamEntry(each, 'tcp', index, route);
    }
  }
  return null;
}

/**
 * The VirtualServices that a waypoint routes a service by: not the most specific alone, but all that cover its host and are of
 * its namespace or the waypoint's (istio `listener_waypoint.go`, getVirtualServiceForWaypoint).
 */
function servicesFor(world: World, waypoint: Workload, service: MeshService): readonly VirtualService[] {
  const { namespace } = waypoint;
  const bound = world.virtualServices.filter((each) => {
    const owner = each.resource.namespace;
    if (owner !== namespace && owner !== service.namespace) return false;
    if (!boundTo(each, 'mesh') || !virtualServiceVisible(world, each, namespace)) return false;
    return (each.spec.hosts ?? []).some((host) => hostCovers(completeHost(host, owner), service.hostname));
  });
  return inOrderFor(world, bound, namespace);
}

interface L4Match {
  readonly port?: number | undefined;
  readonly gateways?: readonly string[] | undefined;
  readonly sourceLabels?: Readonly<Record<string, string>> | undefined;
  readonly sourceNamespace?: string | undefined;
}

/** "No source labels support, no source namespace support": a match with either is never met, and subnets are not looked at. */
function isFor(match: L4Match, { resource }: VirtualService, { port }: ServicePort): boolean {
  const gateways = (match.gateways ?? []).map((name) => gatewayName(name, resource.namespace));
  return (
    (gateways.length === 0 || gateways.includes('mesh')) &&
    (!match.port || match.port === port) &&
    !match.sourceNamespace &&
    Object.keys(match.sourceLabels ?? {}).length === 0
  );
}
