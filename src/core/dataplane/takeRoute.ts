import type { Workload } from '../cluster/types.ts';
import type { RouteEntry } from '../controlplane/httpRoutes.ts';
import { serviceFor } from '../controlplane/registry.ts';
import type { StreamEntry } from '../controlplane/streamRoutes.ts';
import { completeHost } from '../controlplane/visibility.ts';
import type { World } from '../controlplane/world.ts';
import type { Resource, SourceRef } from '../model/resource.ts';
import type { Check } from '../model/trace.ts';
import { preflightAnswer } from './cors.ts';
import { type Journey, record, waives } from './journey.ts';
import { destinationOf, drawDestination, type RouteTarget } from './destinations.ts';
import { alwaysAborts, injectFaults } from './faults.ts';
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
}

/** Takes one route of a VirtualService: an answer by the proxy itself, or on to its destination (11.H). */
export function takeRoute(
  journey: Journey,
  world: World,
  router: Router,
  entry: RouteEntry,
  virtualHost: string,
): OutboundResult {
  const { service, index, route, match } = entry;
  const { http } = journey.packet;
  if (http === null) return { kind: 'limited' };
  const { resource } = service;
  const name = route.name ?? null;
  const detail = { kind: 'route', virtualHost, route: name } as const;
  // A route without a path condition is the prefix `/`; one with `exact` or `regex` stands for the whole path.
  const prefix = match?.uri ? (match.uri.prefix ?? null) : '/';
  const checks = [routeCheck(resource, index)];
  const at = { resource: resource.id, path: ['spec', 'http', index] };
  const endedBy = (answer: DirectAnswer, delayed: boolean): OutboundResult => {
    const determining = { kind: 'setting', ref: at, name: 'http', value: '' } as const;
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
    directAnswer(route, prefix, http, router.scheme);
  const ends = answer !== null && !waives(journey, detail, answer.cause);
  if (!ends) record(journey, detail, 'passed', checks);
  const { delayed, aborts } = injectFaults(journey, route.fault, http, faultSource(entry));
  if (aborts !== null) return endedBy(aborts, delayed);
  if (ends) {
    record(journey, detail, 'denied', checks);
    return endedBy(answer, delayed);
  }
  const target = drawDestination(journey, route.route ?? [], destinationsAt(entry));
  if (!target) return { kind: 'limited' };
  journey.packet = { ...journey.packet, http: rewritten(route, prefix, http, target) };
  const result = toDestination(journey, world, router, target.destination, resource, { layer: 'HTTP', route: name });
  return delayed ? afterDelay(result) : result;
}

/** "A delay shows DI" in the proxy's log, whatever came of the request. */
function afterDelay(result: OutboundResult): OutboundResult {
  switch (result.kind) {
    case 'limited':
      return result;
    case 'stop': {
      const { log } = result.stop;
      return { ...result, stop: { ...result.stop, log: { ...log, flags: ['DI', ...(log.flags ?? [])] } } };
    }
    case 'upstream': {
      const { proxy } = result.upstream;
      return { ...result, upstream: { ...result.upstream, proxy: proxy && { ...proxy, delayed: true } } };
    }
  }
}

function destinationsAt({ service, index }: RouteEntry): SourceRef {
  return { resource: service.resource.id, path: ['spec', 'http', index, 'route'] };
}

/** A delegated route can have its fault from the parent: the entry stands for it then. */
function faultSource({ service, index }: RouteEntry): SourceRef {
  const own = service.spec.http?.[index]?.fault === undefined ? [] : ['fault'];
  return { resource: service.resource.id, path: ['spec', 'http', index, ...own] };
}

/** Takes a route for bytes that the proxy does not read: a VirtualService's `tcp` or `tls`. */
export function takeStream(
  journey: Journey,
  world: World,
  router: Router,
  { service, list, index, destinations }: StreamEntry,
): OutboundResult {
  const { resource } = service;
  const detail = { kind: 'route', virtualHost: resource.name, route: null } as const;
  const source = { resource: resource.id, path: ['spec', list, index] };
  const at = { ...source, path: [...source.path, 'route'] };
  if (destinationOf(journey, destinations, at) === null) return limited(journey, detail, resource);
  record(journey, detail, 'passed', [{ ...routeCheck(resource, null), matched: true, source }]);
  const target = drawDestination(journey, destinations, at);
  if (target === null) return { kind: 'limited' };
  return toDestination(journey, world, router, target.destination, resource, { layer: 'TCP', route: null });
}

/** On to the cluster of a destination. */
export function toDestination(
  journey: Journey,
  world: World,
  router: Router,
  destination: RouteTarget,
  resource: Resource,
  { layer, route }: { readonly layer: 'HTTP' | 'TCP'; readonly route: string | null },
): OutboundResult {
  const { host, service, wanted, subset } = target(world, router, destination, resource);
  const port = service?.ports.find((each) => each.port === wanted);
  if (!service || !port) {
    // "Destination without subset or port in existence: NC."
    const cluster = `outbound|${wanted}|${subset ?? ''}|${host}`;
    record(journey, { kind: 'cluster', cluster, endpoint: null, address: null }, 'denied');
    const log =
      layer === 'HTTP'
        ? { status: 503, flags: ['NC'], details: 'cluster_not_found' }
        : ({ log: 'tcp', flags: ['NC'], cluster: null } as const);
    return {
      kind: 'stop',
      stop: { cause: 'clusterMissing', status: layer === 'HTTP' ? 503 : null, body: '', log },
    };
  }
  const { client, side, dialled } = router;
  return toCluster(journey, world, client, { side, dialled, service, port, layer, subset, route });
}

/** The cluster that a route leads to, as the access log names it; null where the proxy answers by itself. */
export function clusterName(journey: Journey, world: World, router: Router, entry: RouteEntry): string | null {
  const { route, service } = entry;
  const destination = destinationOf(journey, route.route ?? [], destinationsAt(entry))?.destination;
  if (!destination || route.redirect || route.directResponse) return null;
  const { host, wanted, subset } = target(world, router, destination, service.resource);
  return `outbound|${wanted}|${subset ?? ''}|${host}`;
}

function target(world: World, router: Router, destination: RouteTarget, resource: Resource) {
  const host = completeHost(destination.host, resource.namespace);
  const service = serviceFor(world, router.client, host.toLowerCase());
  // "A destination without port: the service's only one, else the listener's."
  const only = service?.ports.length === 1 ? service.ports[0]?.port : undefined;
  return { host, service, wanted: destination.port?.number ?? only ?? router.port, subset: destination.subset || null };
}

/** The entry of a VirtualService that was taken; null: none of its entries matched. */
export function routeCheck(resource: Resource, index: number | null): Check {
  return {
    kind: 'route',
    name: resource.name,
    source: { resource: resource.id, path: index === null ? ['spec', 'http'] : ['spec', 'http', index] },
    matched: index !== null,
    expected: any,
    actual: any,
    children: [],
  };
}
