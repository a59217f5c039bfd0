import type { Workload } from '../cluster/types.ts';
import type { RouteEntry } from '../controlplane/httpRoutes.ts';
import { serviceFor } from '../controlplane/registry.ts';
import type { StreamEntry } from '../controlplane/streamRoutes.ts';
import type { HttpRoute } from '../controlplane/virtualService.ts';
import { completeHost } from '../controlplane/visibility.ts';
import type { World } from '../controlplane/world.ts';
import type { Resource } from '../model/resource.ts';
import type { Check } from '../model/trace.ts';
import { preflightAnswer } from './cors.ts';
import { type Journey, record, waives } from './journey.ts';
import { limited, type OutboundResult } from './outboundResult.ts';
import { directAnswer, rewritten } from './routeAction.ts';
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

/** What a destination of a VirtualService names. */
export interface RouteTarget {
  readonly host: string;
  readonly subset?: string | undefined;
  readonly port?: { readonly number?: number | undefined } | undefined;
}

/** Takes one route of a VirtualService: an answer by the proxy itself, or on to its destination (11.H). */
export function takeRoute(
  journey: Journey,
  world: World,
  router: Router,
  { service, index, route, match }: RouteEntry,
  virtualHost: string,
): OutboundResult {
  const { http } = journey.packet;
  if (http === null) return { kind: 'limited' };
  const { resource } = service;
  const name = route.name ?? null;
  if (isBranching(route)) return limited(journey, { kind: 'route', virtualHost, route: name }, resource);
  // A route without a path condition is the prefix `/`; one with `exact` or `regex` stands for the whole path.
  const prefix = match?.uri ? (match.uri.prefix ?? null) : '/';
  const checks = [routeCheck(resource, index)];
  const preflight = preflightAnswer(route.corsPolicy, http);
  const answer = preflight ?? directAnswer(route, prefix, http, router.scheme);
  if (answer && !waives(journey, { kind: 'route', virtualHost, route: name }, answer.cause)) {
    record(journey, { kind: 'route', virtualHost, route: name }, 'denied', checks);
    const { cause, status, body, headers, details, flags } = answer;
    const ref = { resource: resource.id, path: ['spec', 'http', index] };
    const determining = { kind: 'setting', ref, name: 'http', value: '' } as const;
    // The CORS and fault filters answer for a route that has a cluster; a redirect or direct response has none.
    const cluster = clusterName(world, router, route, resource);
    const log = { status, details, flags, route: name, cluster };
    return { kind: 'stop', stop: { cause, status, body, headers, log, determining } };
  }
  record(journey, { kind: 'route', virtualHost, route: name }, 'passed', checks);
  journey.packet = { ...journey.packet, http: rewritten(route, prefix, http) };
  const target = weighted(route)[0] ?? route.route?.[0];
  if (!target) return { kind: 'limited' };
  return toDestination(journey, world, router, target.destination, resource, { layer: 'HTTP', route: name });
}

/** Takes a route for bytes that the proxy does not read: a VirtualService's `tcp` or `tls`. */
export function takeStream(
  journey: Journey,
  world: World,
  router: Router,
  { service, list, index, destinations }: StreamEntry,
): OutboundResult {
  const weighted = destinations.filter(({ weight }) => destinations.length === 1 || (weight ?? 0) > 0);
  const [first] = weighted;
  const detail = { kind: 'route', virtualHost: service.resource.name, route: null } as const;
  if (!first || weighted.length > 1) return limited(journey, detail, service.resource);
  const check = routeCheck(service.resource, null);
  const source = { resource: service.resource.id, path: ['spec', list, index] };
  record(journey, detail, 'passed', [{ ...check, matched: true, source }]);
  return toDestination(journey, world, router, first.destination, service.resource, { layer: 'TCP', route: null });
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
export function clusterName(world: World, router: Router, route: HttpRoute, resource: Resource): string | null {
  const destination = (weighted(route)[0] ?? route.route?.[0])?.destination;
  if (!destination || route.redirect || route.directResponse) return null;
  const { host, wanted, subset } = target(world, router, destination, resource);
  return `outbound|${wanted}|${subset ?? ''}|${host}`;
}

function target(world: World, router: Router, destination: RouteTarget, resource: Resource) {
  const host = completeHost(destination.host, resource.namespace);
  const service = serviceFor(world, router.client, host.toLowerCase());
  // "A destination without port: the service's only one, else the listener's."
  const only = service?.ports.length === 1 ? service.ports[0]?.port : undefined;
  return { host, service, wanted: destination.port?.number ?? only ?? router.port, subset: destination.subset || null };
}

/** "Weight 0 gets nothing"; a lone destination needs no weight. */
function weighted(route: HttpRoute): NonNullable<HttpRoute['route']> {
  const destinations = route.route ?? [];
  return destinations.length === 1 ? destinations : destinations.filter(({ weight }) => (weight ?? 0) > 0);
}

/** A route whose outcome is one of several: not one story. */
function isBranching(route: HttpRoute): boolean {
  const partial = (share: { readonly value?: number } | undefined): boolean =>
    share?.value !== undefined && share.value < 100;
  return (
    weighted(route).length > 1 ||
    partial(route.fault?.abort?.percentage) ||
    (route.fault?.abort !== undefined && route.fault.abort.httpStatus === undefined)
  );
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
