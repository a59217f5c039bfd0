import type { Service, ServicePort, Workload } from '../cluster/types.ts';
import { meshRouteFor, serviceEntryFor } from '../controlplane/unmodelled/routing.ts';
import { type HttpRoute, meshVirtualService, type VirtualService } from '../controlplane/virtualService.ts';
import { sidecarScope } from '../controlplane/sidecarScope.ts';
import { completeHost } from '../controlplane/visibility.ts';
import type { World } from '../controlplane/world.ts';
import type { Check } from '../model/trace.ts';
import { type Journey, record } from './journey.ts';
import { firstRoute } from './match/httpRoute.ts';
import { limited, type OutboundResult } from './outboundResult.ts';
import { passThrough } from './passThrough.ts';
import { directAnswer, rewritten } from './routeAction.ts';
import { toCluster } from './toCluster.ts';
import type { ProxyView } from './upstream.ts';

const any = { kind: 'any' } as const;

interface Known {
  readonly service: Service;
  readonly port: ServicePort;
}

/** An HTTP request on a client's listener: virtual host by Host header, then the routes of a VirtualService, if one applies (4.6, 11.H). */
export function routeHttp(
  journey: Journey,
  world: World,
  client: Workload,
  ip: string,
  port: number,
  found: Known | null,
): OutboundResult {
  const host = journey.packet.http?.authority.toLowerCase().replace(/:\d+$/, '') ?? '';
  // "For unknown hosts, a VirtualService creates a virtual host only on port 80" (4.13).
  const service = found || port === 80 ? meshVirtualService(world, client, found?.service.hostname ?? host) : null;
  if (service?.spec.http?.length) return byVirtualService(journey, world, client, ip, port, found, service);
  if (!found) return catchAll(journey, world, client, ip, port);
  const gatewayApi = meshRouteFor(world, found.service);
  const virtualHost = found.service.hostname;
  if (gatewayApi) return limited(journey, { kind: 'route', virtualHost, route: null }, gatewayApi);
  record(journey, { kind: 'route', virtualHost, route: 'default' }, 'passed', [
    hostCheck(journey, true, found.service),
  ]);
  return toCluster(journey, world, client, { dialled: ip, ...found, layer: 'HTTP', subset: null, route: 'default' });
}

function byVirtualService(
  journey: Journey,
  world: World,
  client: Workload,
  ip: string,
  port: number,
  found: Known | null,
  virtualService: VirtualService,
): OutboundResult {
  const { resource, spec } = virtualService;
  const http = journey.packet.http;
  const virtualHost = found?.service.hostname ?? resource.name;
  if (http === null) return { kind: 'limited' };
  const facts = { http, port, gateway: 'mesh', sourceNamespace: client.namespace, sourceLabels: client.labels };
  const chosen = firstRoute(spec.http ?? [], facts);
  if (!chosen) {
    // "No rule matches → 404 NR route_not_found."
    record(journey, { kind: 'route', virtualHost, route: null }, 'denied', [routeCheck(virtualService, null)]);
    const log = { status: 404, flags: ['NR'], details: 'route_not_found' };
    return { kind: 'stop', stop: { cause: 'noRoute', status: 404, body: '', log } };
  }
  const { route, index, match } = chosen;
  if (isBranching(route)) return limited(journey, { kind: 'route', virtualHost, route: route.name ?? null }, resource);
  const prefix = match?.uri?.prefix ?? null;
  const checks = [routeCheck(virtualService, index)];
  const answer = directAnswer(route, prefix, http);
  if (answer) {
    record(journey, { kind: 'route', virtualHost, route: route.name ?? null }, 'denied', checks);
    const { cause, status, body, headers, details, flags } = answer;
    const ref = { resource: resource.id, path: ['spec', 'http', index] };
    const determining = { kind: 'setting', ref, name: 'http', value: '' } as const;
    const log = { status, details, flags, route: route.name ?? null };
    return { kind: 'stop', stop: { cause, status, body, headers, log, determining } };
  }
  record(journey, { kind: 'route', virtualHost, route: route.name ?? null }, 'passed', checks);
  journey.packet = { ...journey.packet, http: rewritten(route, prefix, http) };
  return toDestination(journey, world, client, ip, port, virtualService, route);
}

function toDestination(
  journey: Journey,
  world: World,
  client: Workload,
  ip: string,
  listenerPort: number,
  { resource }: VirtualService,
  route: HttpRoute,
): OutboundResult {
  const target = weighted(route)[0] ?? route.route?.[0];
  const host = completeHost(target?.destination.host ?? '', resource.namespace);
  const service = world.cluster.services.get(host);
  const wanted =
    target?.destination.port?.number ?? (service?.ports.length === 1 ? service.ports[0]?.port : listenerPort);
  const port = service?.ports.find((each) => each.port === wanted);
  const entry = service ? null : serviceEntryFor(world, client, [host], null);
  if (entry) return limited(journey, { kind: 'cluster', cluster: host, endpoint: null, address: null }, entry);
  if (!service || !port) {
    // "Destination without subset or port in existence: NC."
    const cluster = `outbound|${wanted ?? listenerPort}|${target?.destination.subset ?? ''}|${host}`;
    record(journey, { kind: 'cluster', cluster, endpoint: null, address: null }, 'denied');
    const log = { status: 503, flags: ['NC'], details: 'cluster_not_found' };
    return { kind: 'stop', stop: { cause: 'clusterMissing', status: 503, body: '', log } };
  }
  const subset = target?.destination.subset || null;
  return toCluster(journey, world, client, {
    dialled: ip,
    service,
    port,
    layer: 'HTTP',
    subset,
    route: route.name ?? null,
  });
}

/** "Weight 0 gets nothing"; a lone destination needs no weight. */
function weighted(route: HttpRoute): NonNullable<HttpRoute['route']> {
  const destinations = route.route ?? [];
  return destinations.length === 1 ? destinations : destinations.filter(({ weight }) => (weight ?? 0) > 0);
}

/** A route whose outcome is one of several, or that goes on in another resource: not one story. */
function isBranching(route: HttpRoute): boolean {
  const partial = (share: { readonly value?: number } | undefined): boolean =>
    share?.value !== undefined && share.value < 100;
  return (
    route.delegate !== undefined ||
    weighted(route).length > 1 ||
    partial(route.fault?.abort?.percentage) ||
    (route.fault?.abort !== undefined && route.fault.abort.httpStatus === undefined)
  );
}

function catchAll(journey: Journey, world: World, client: Workload, ip: string, port: number): OutboundResult {
  const entry = serviceEntryFor(world, client, [], port);
  if (entry) return limited(journey, { kind: 'route', virtualHost: null, route: null }, entry);
  const checks = [hostCheck(journey, false, null)];
  if (sidecarScope(world, client).outbound === 'REGISTRY_ONLY') {
    // "REGISTRY_ONLY: vhost block_all → direct 502; BlackHoleCluster is not involved."
    record(journey, { kind: 'route', virtualHost: 'block_all', route: 'block_all' }, 'denied', checks);
    const log = { status: 502, details: 'direct_response', route: 'block_all' };
    return { kind: 'stop', stop: { cause: 'blockAll', status: 502, body: '', log } };
  }
  // "ALLOW_ANY: vhost allow_any → PassthroughCluster", which has no retry policy.
  record(journey, { kind: 'route', virtualHost: 'allow_any', route: 'allow_any' }, 'passed', checks);
  const view: ProxyView = {
    client,
    layer: 'HTTP',
    cluster: 'PassthroughCluster',
    route: 'allow_any',
    chain: null,
    retries: false,
  };
  return passThrough(journey, world, ip, port, view);
}

function routeCheck({ resource }: VirtualService, index: number | null): Check {
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

export function hostCheck(journey: Journey, matched: boolean, service: Service | null): Check {
  return {
    kind: 'host',
    name: service?.hostname ?? '',
    source: service ? { resource: service.resource.id, path: ['metadata', 'name'] } : null,
    matched,
    expected: service ? { kind: 'value', value: service.hostname } : any,
    actual: { kind: 'value', value: journey.packet.http?.authority ?? '' },
    children: [],
  };
}
