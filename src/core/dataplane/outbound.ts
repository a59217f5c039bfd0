import type { Service, ServicePort, Workload } from '../cluster/types.ts';
import { type OutboundCluster, outboundCluster } from '../controlplane/clusters.ts';
import { matchListener, matchVirtualHost } from '../controlplane/outboundListeners.ts';
import { proxyPatch, sidecarScope } from '../controlplane/unmodelled/proxy.ts';
import { meshRouteFor, serviceEntryFor, virtualServiceFor } from '../controlplane/unmodelled/routing.ts';
import type { World } from '../controlplane/world.ts';
import type { Resource } from '../model/resource.ts';
import type { Check, DenyCause, LogLine, StepDetail } from '../model/trace.ts';
import { enter, type Journey, record } from './journey.ts';
import { limitResource } from './limits.ts';
import type { ProxyView, Upstream } from './upstream.ts';
import { land } from './upstream.ts';
import { upstreamOf } from './wrap.ts';

/** The client's own proxy ends the walk. */
export interface OutboundStop {
  readonly cause: DenyCause;
  readonly status: number | null;
  readonly body: string;
  readonly log: Partial<LogLine>;
  readonly source: Check | null;
}

export type OutboundResult =
  | { readonly kind: 'upstream'; readonly upstream: Upstream }
  | { readonly kind: 'stop'; readonly stop: OutboundStop }
  /** Something that is not modelled may change the way: it has been recorded. */
  | { readonly kind: 'limited' };

const any = { kind: 'any' } as const;

/** A client's sidecar takes a dialled connection: listener → route → cluster → endpoint → transport (4.1). */
export function outbound(journey: Journey, world: World, client: Workload, ip: string, port: number): OutboundResult {
  enter(journey, { kind: 'sidecar', workload: client.id, side: 'outbound' });
  record(journey, { kind: 'capture', captured: true }, 'passed');
  const patch = proxyPatch(world, client) ?? sidecarScope(world, client, 'egress');
  if (patch) return limited(journey, { kind: 'listener', listener: 'virtualOutbound', chain: null }, patch);
  const entry = serviceEntryFor(world, client, names(journey, ip), null);
  if (entry) return limited(journey, { kind: 'listener', listener: 'virtualOutbound', chain: null }, entry);
  const listener = matchListener(world, client, ip, port);
  const isHttp = journey.request.payload.kind === 'http' && journey.request.tls === null;
  switch (listener.kind) {
    // "HTTP to a port without any HTTP listener is TCP-handled" (4.7).
    case 'none':
      record(
        journey,
        { kind: 'listener', listener: 'virtualOutbound', chain: 'virtualOutbound-catchall-tcp' },
        'passed',
      );
      return catchAllTcp(journey, world, client, ip, port, 'virtualOutbound-catchall-tcp');
    case 'http':
      // "Chain 1 = plaintext HTTP detected → route; anything else → default chain" (4.4).
      if (!isHttp) {
        record(journey, { kind: 'listener', listener: listener.name, chain: 'PassthroughFilterChain' }, 'passed');
        return catchAllTcp(journey, world, client, ip, port, 'PassthroughFilterChain');
      }
      record(journey, { kind: 'listener', listener: listener.name, chain: null }, 'passed');
      return byHost(
        journey,
        world,
        client,
        ip,
        port,
        matchVirtualHost(listener.hosts, journey.packet.http?.authority ?? ''),
      );
    case 'service': {
      record(journey, { kind: 'listener', listener: listener.name, chain: null }, 'passed');
      const { service, port: servicePort } = listener.target;
      // "Auto adds an HTTP chain whose route has the single domain *: any Host goes to that service."
      const layer = listener.sniffed && isHttp ? 'HTTP' : 'TCP';
      if (layer === 'HTTP') routeStep(journey, service, '*');
      return toService(journey, world, client, ip, service, servicePort, layer, null);
    }
  }
}

function limited(journey: Journey, detail: StepDetail, resource: Resource): OutboundResult {
  limitResource(journey, detail, resource);
  return { kind: 'limited' };
}

/** What the request calls its destination: Host header, dialled name, address. */
function names(journey: Journey, ip: string): readonly string[] {
  const { target } = journey.request;
  const authority = journey.packet.http?.authority.toLowerCase().replace(/:\d+$/, '');
  return [
    ip,
    ...(authority === undefined ? [] : [authority]),
    ...(target.kind === 'host' ? [target.host.toLowerCase()] : []),
  ];
}

function byHost(
  journey: Journey,
  world: World,
  client: Workload,
  ip: string,
  port: number,
  found: { readonly service: Service; readonly port: ServicePort } | null,
): OutboundResult {
  if (found) {
    routeStep(journey, found.service, found.service.hostname);
    return toService(journey, world, client, ip, found.service, found.port, 'HTTP', null);
  }
  const routed = virtualServiceFor(world, client, names(journey, ip)) ?? serviceEntryFor(world, client, [], port);
  if (routed) return limited(journey, { kind: 'route', virtualHost: null, route: null }, routed);
  const checks = [hostCheck(journey, false, null)];
  if (world.mesh.outboundTrafficPolicy === 'REGISTRY_ONLY') {
    // "REGISTRY_ONLY: vhost block_all → direct 502; BlackHoleCluster is not involved."
    record(journey, { kind: 'route', virtualHost: 'block_all', route: 'block_all' }, 'denied', checks);
    const log = { status: 502, details: 'direct_response', route: 'block_all' };
    return { kind: 'stop', stop: { cause: 'blockAll', status: 502, body: '', log, source: null } };
  }
  // "ALLOW_ANY: vhost allow_any → PassthroughCluster."
  record(journey, { kind: 'route', virtualHost: 'allow_any', route: 'allow_any' }, 'passed', checks);
  const proxy: ProxyView = {
    client,
    layer: 'HTTP',
    cluster: 'PassthroughCluster',
    route: 'allow_any',
    chain: null,
    retries: false,
  };
  return passThrough(journey, world, ip, port, proxy);
}

/** "Anything else: PassthroughCluster, or BlackHoleCluster under REGISTRY_ONLY" (4.7). */
function catchAllTcp(
  journey: Journey,
  world: World,
  client: Workload,
  ip: string,
  port: number,
  chain: string,
): OutboundResult {
  const entry = virtualServiceFor(world, client, names(journey, ip)) ?? serviceEntryFor(world, client, [], port);
  if (entry) return limited(journey, { kind: 'cluster', cluster: '', endpoint: null, address: null }, entry);
  if (world.mesh.outboundTrafficPolicy === 'REGISTRY_ONLY') {
    record(journey, { kind: 'cluster', cluster: 'BlackHoleCluster', endpoint: null, address: null }, 'denied');
    const log: Partial<LogLine> = { log: 'tcp', flags: ['UH'], cluster: 'BlackHoleCluster', chain };
    return { kind: 'stop', stop: { cause: 'blackHole', status: null, body: '', log, source: null } };
  }
  return passThrough(journey, world, ip, port, {
    client,
    layer: 'TCP',
    cluster: 'PassthroughCluster',
    route: null,
    chain,
    retries: true,
  });
}

function passThrough(journey: Journey, world: World, ip: string, port: number, proxy: ProxyView): OutboundResult {
  const landing = land(world, ip, port);
  const endpoint = landing.kind === 'pod' ? landing.workload.id : null;
  record(journey, { kind: 'cluster', cluster: proxy.cluster, endpoint, address: `${ip}:${port}` }, 'passed');
  // "Forwarded unchanged to the original IP:port, plaintext-as-given, no identity" (PT).
  record(journey, { kind: 'transport', mode: 'plaintext', by: 'none' }, 'passed');
  return { kind: 'upstream', upstream: { landing, wire: journey.packet.wire, accepts: null, proxy } };
}

/** One service's cluster, by EDS or the dialled address, and how it is wrapped. */
function toService(
  journey: Journey,
  world: World,
  client: Workload,
  dialled: string,
  service: Service,
  port: ServicePort,
  layer: 'HTTP' | 'TCP',
  subset: string | null,
): OutboundResult {
  const routed = virtualServiceFor(world, client, [service.hostname]) ?? meshRouteFor(world, service);
  if (routed) return limited(journey, { kind: 'route', virtualHost: service.hostname, route: null }, routed);
  const cluster = outboundCluster(world, client, service, port, subset);
  const name = `outbound|${port.port}|${subset ?? ''}|${service.hostname}`;
  const route = layer === 'HTTP' ? 'default' : null;
  const stop = (cause: DenyCause, body: string, flags: readonly string[], details: string): OutboundResult => {
    record(journey, { kind: 'cluster', cluster: name, endpoint: null, address: null }, 'denied');
    const log: Partial<LogLine> =
      layer === 'HTTP'
        ? {
            status: 503,
            flags,
            details,
            cluster: flags.includes('NC') ? null : name,
            route: flags.includes('NC') ? null : route,
          }
        : { log: 'tcp', flags, cluster: name };
    return { kind: 'stop', stop: { cause, status: layer === 'HTTP' ? 503 : null, body, log, source: null } };
  };
  // "Route names a missing cluster: 503 NC cluster_not_found, empty body."
  if (cluster === null) return stop('clusterMissing', '', ['NC'], 'cluster_not_found');
  const endpoint =
    cluster.discovery === 'ORIGINAL_DST'
      ? (cluster.endpoints.find((each) => each.ip === dialled) ?? cluster.endpoints[0])
      : cluster.endpoints[0];
  // "No endpoints: 503 UH no_healthy_upstream."
  if (!endpoint) return stop('noEndpoints', 'no healthy upstream', ['UH'], 'no_healthy_upstream');
  const address = `${endpoint.ip}:${endpoint.port}`;
  const detail = { kind: 'cluster', cluster: cluster.name, endpoint: endpoint.workload, address } as const;
  record(journey, detail, 'passed', ruleChecks(cluster));
  const proxy: ProxyView = { client, layer, cluster: cluster.name, route, chain: null, retries: true };
  return { kind: 'upstream', upstream: upstreamOf(journey, world, client, cluster, endpoint, proxy) };
}

function routeStep(journey: Journey, service: Service, virtualHost: string): void {
  const checks = [hostCheck(journey, true, service)];
  record(journey, { kind: 'route', virtualHost, route: 'default' }, 'passed', checks);
}

function hostCheck(journey: Journey, matched: boolean, service: Service | null): Check {
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

/** The DestinationRules that were looked at for a cluster. */
function ruleChecks(cluster: OutboundCluster): readonly Check[] {
  return cluster.search.candidates.map((candidate) => ({
    kind: 'destinationRule',
    name: candidate.level,
    source: { resource: candidate.resource, path: ['spec', 'host'] },
    matched: candidate.fate === 'applies' || candidate.fate === 'merged',
    expected: any,
    actual: { kind: 'value', value: candidate.fate },
    children: [],
  }));
}
