import type { Workload } from '../cluster/types.ts';
import { type ClusterWords, routedClusterName } from '../controlplane/ambient/waypointClusters.ts';
import { outboundCluster } from '../controlplane/clusters.ts';
import { type RouteEntry, routeName } from '../controlplane/httpRoutes.ts';
import { serviceFor } from '../controlplane/registry.ts';
import type { MeshService } from '../controlplane/serviceEntry.ts';
import type { StreamEntry } from '../controlplane/streamRoutes.ts';
import { type Origin, weightAt } from '../controlplane/made.ts';
import type { HttpRoute } from '../controlplane/virtualService.ts';
import { completeHost } from '../controlplane/visibility.ts';
import type { World } from '../controlplane/world.ts';
import type { Resource, SourceRef } from '../model/resource.ts';
import type { Check, HttpHead } from '../model/trace.ts';
import { preflightAnswer } from './cors.ts';
import { type Journey, record, waives } from './journey.ts';
import { destinationOf, drawDestination, type RouteTarget } from './destinations.ts';
import { alwaysAborts, injectFaults } from './faults.ts';
import { backendChecks } from './explain/backend.ts';
import { limited, type OutboundResult } from './outboundResult.ts';
import { type DirectAnswer, directAnswer, rewritten } from './routeAction.ts';
import { toCluster } from './toCluster.ts';
import type { ProxyView } from './upstream.ts';

const any = { kind: 'any' } as const;

/** The proxy that routes: a client's sidecar, or a gateway. */
export interface Router {
  readonly client: Workload;
  readonly side: ProxyView['side'];
  /** The address that was dialled, for ORIGINAL_DST clusters; null at gateways. */
  readonly dialled: string | null;
  /** The listener's port as services know it. */
  readonly port: number;
  readonly scheme: 'http' | 'https';
  /** Its routes are made of the services that have the listener's port, with that port alone. */
  readonly portOnly?: true;
}

/** Takes one route of a VirtualService: an answer by the proxy itself, or on to its destination (11.H). */
export function takeRoute(
  journey: Journey,
  world: World,
  router: Router,
  entry: RouteEntry,
  virtualHost: string,
  http: HttpHead,
): OutboundResult {
  const { service, origin, route, match } = entry;
  const { resource, path } = origin;
  const name = routeName(entry);
  const detail = { kind: 'route', virtualHost, route: name } as const;
  // A route without a path condition is the prefix `/`; one with `exact` or `regex` stands for the whole path.
  const prefix = match?.uri ? (match.uri.prefix ?? null) : '/';
  const checks = [routeCheck(origin, true)];
  const at = { resource: resource.id, path };
  const endedBy = (answer: DirectAnswer, delayed: boolean): OutboundResult => {
    const determining = { kind: 'setting', ref: at, name: service.made ? 'rules' : 'http', value: '' } as const;
    // The CORS and fault filters answer for a route that has a cluster; a redirect or direct response has none.
    const cluster = clusterName(journey, world, router, entry);
    const { cause, status, body, headers, details, flags } = answer;
    const log = { status, details, flags: delayed ? ['DI', ...flags] : flags, route: name, cluster };
    return { kind: 'stop', stop: { cause, status, body, headers, log, determining } };
  };
  // The fault filter stands before the CORS filter, and that before the router (istio `listener_builder.go`).
  const answer =
    alwaysAborts(route.fault, http) ??
    preflightAnswer(route.corsPolicy, http) ??
    directAnswer(route, prefix, http, router.scheme, router.port);
  const ends = answer !== null && !waives(journey, detail, answer.cause);
  if (!ends) record(journey, detail, 'passed', checks);
  const { delayed, aborts } = injectFaults(journey, route.fault, http, faultSource(entry));
  if (aborts !== null) return endedBy(aborts, delayed);
  if (ends) {
    record(journey, detail, 'denied', checks);
    return endedBy(answer, delayed);
  }
  const list = route.route ?? [];
  const target = drawDestination(journey, list, weightAt(origin));
  if (!target) return { kind: 'limited' };
  journey.packet = { ...journey.packet, http: rewritten(route, prefix, http, target) };
  const { retries } = route;
  const way = { ...wayOf(entry, list.indexOf(target)), layer: 'HTTP', route: name, retries } as const;
  const result = toDestination(journey, world, router, target.destination, service.resource, way);
  return delayed ? afterDelay(result) : result;
}

/** "A delay shows DI" in the proxy's log, whatever came of the request. */
function afterDelay(result: OutboundResult): OutboundResult {
  switch (result.kind) {
    case 'limited':
      return result;
    case 'stop': {
      const { log } = result.stop;
      return { ...result, stop: { ...result.stop, log: { ...log, flags: ['DI', ...(log?.flags ?? [])] } } };
    }
    case 'upstream': {
      const { proxy } = result.upstream;
      return { ...result, upstream: { ...result.upstream, proxy: proxy && { ...proxy, delayed: true } } };
    }
  }
}

/** A delegated route can have its fault from the parent: the entry stands for it then. */
function faultSource({ service, index }: RouteEntry): SourceRef {
  const own = service.spec.http?.[index]?.fault === undefined ? [] : ['fault'];
  return { resource: service.resource.id, path: ['spec', 'http', index, ...own] };
}

/** Takes a route for bytes that the proxy does not read: a VirtualService's `tcp` or `tls`. */
export function takeStream(journey: Journey, world: World, router: Router, entry: StreamEntry): OutboundResult {
  const { service, origin, destinations } = entry;
  const { resource } = service;
  const detail = { kind: 'route', virtualHost: resource.name, route: null } as const;
  const at = weightAt(origin);
  if (destinationOf(journey, destinations, at) === null) return limited(journey, detail, resource);
  record(journey, detail, 'passed', [routeCheck(origin, true)]);
  const target = drawDestination(journey, destinations, at);
  if (target === null) return { kind: 'limited' };
  const way = { ...wayOf(entry, destinations.indexOf(target)), layer: 'TCP', route: null } as const;
  return toDestination(journey, world, router, target.destination, resource, way);
}

/** How a route leads on. */
export interface RouteWay {
  readonly layer: 'HTTP' | 'TCP';
  readonly route: string | null;
  /** What is answered where the cluster does not exist. */
  readonly missing?: number;
  /** Of the destination, where there is something to say about it. */
  readonly checks?: readonly Check[];
  readonly retries?: HttpRoute['retries'];
}

/** "503 NC cluster_not_found, 500 when the route came from the Gateway API" (0). */
function wayOf({ service, origin }: RouteEntry | StreamEntry, index: number): Partial<RouteWay> {
  return { missing: service.made ? 500 : 503, checks: backendChecks(origin, index) };
}

/** On to the cluster of a destination. */
export function toDestination(
  journey: Journey,
  world: World,
  router: Router,
  destination: RouteTarget,
  resource: Resource,
  { layer, route, missing = 503, checks = [], retries }: RouteWay,
): OutboundResult {
  const { host, service, wanted, subset } = target(world, router, destination, resource);
  const port = service?.ports.find((each) => each.port === wanted);
  const cluster = clusterOf(world, router, service, { host, port: wanted, subset });
  if (!service || !port) {
    // "Destination without subset or port in existence: NC."
    record(journey, { kind: 'cluster', cluster, endpoint: null, address: null }, 'denied', checks);
    const log =
      layer === 'HTTP'
        ? { status: missing, flags: ['NC'], details: 'cluster_not_found', route }
        : ({ log: 'tcp', flags: ['NC'], cluster: null } as const);
    return {
      kind: 'stop',
      stop: { cause: 'clusterMissing', status: layer === 'HTTP' ? missing : null, body: '', log },
    };
  }
  const { client, side, dialled } = router;
  return toCluster(journey, world, client, { side, dialled, service, port, layer, subset, route, retries, cluster });
}

/** The cluster that a route leads to, as the access log names it; null where the proxy answers by itself, or has no such cluster. */
export function clusterName(journey: Journey, world: World, router: Router, entry: RouteEntry): string | null {
  const { route, service, origin } = entry;
  const destination = destinationOf(journey, route.route ?? [], weightAt(origin))?.destination;
  if (!destination || route.redirect || route.directResponse) return null;
  const { host, service: found, wanted, subset } = target(world, router, destination, service.resource);
  const port = found?.ports.find((each) => each.port === wanted);
  if (!found || !port || outboundCluster(world, router.client, found, port, subset) === null) return null;
  return clusterOf(world, router, found, { host, port: wanted, subset });
}

/** "A backend that cannot be used has no host: UnknownService." */
function clusterOf(
  world: World,
  { client }: Router,
  service: MeshService | null,
  named: Omit<ClusterWords, 'layer'>,
): string {
  return named.host === '' ? 'UnknownService' : routedClusterName(world, client, service, named);
}

function target(world: World, { client, port, portOnly }: Router, destination: RouteTarget, resource: Resource) {
  const host = destination.host === '' ? '' : completeHost(destination.host, resource.namespace);
  const service = serviceFor(world, client, host.toLowerCase());
  const named = portOnly && !service?.ports.some((each) => each.port === port) ? null : service;
  // "A destination without port: the service's only one, else the listener's."
  const only = !portOnly && named?.ports.length === 1 ? named.ports[0]?.port : undefined;
  const wanted = destination.port?.number ?? only ?? port;
  const subset = destination.subset || null;
  // "If this is an Alias, point to the concrete service" (istio `route.go` GetDestinationCluster).
  const alias = named?.externalName ?? null;
  if (alias === null) return { host: service?.hostname ?? host, service, wanted, subset };
  return { host: alias, service: serviceFor(world, client, alias.toLowerCase()), wanted, subset };
}

/** The entry of a VirtualService or Gateway API route that was taken, or the list of which none matched. */
export function routeCheck({ resource, path }: Origin, matched: boolean): Check {
  return {
    kind: 'route',
    name: resource.name,
    source: { resource: resource.id, path },
    matched,
    expected: any,
    actual: any,
    children: [],
  };
}
