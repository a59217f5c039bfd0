import type { Workload } from '../../cluster/types.ts';
import { mostSpecific } from '../../controlplane/hostPatterns.ts';
import type { GatewayChain } from '../../controlplane/gateway/listener.ts';
import { identityOf } from '../../controlplane/certificates.ts';
import { routesOrigin } from '../../controlplane/made.ts';
import { proxyConfigOf } from '../../controlplane/proxyConfig.ts';
import type { World } from '../../controlplane/world.ts';
import type { HttpHead, LogLine } from '../../model/trace.ts';
import type { Doors } from '../doors.ts';
import { certificateByTopology } from '../clientCertificate.ts';
import { schemeOf } from '../headers.ts';
import { leftOutRoutes } from '../explain/leftOut.ts';
import type { HttpServer, HttpServerRoute } from '../httpChain.ts';
import { stopped } from '../inboundResult.ts';
import { type Journey, record } from '../journey.ts';
import { firstRoute } from '../match/httpRoute.ts';
import { proxyLine } from '../proxyLog.ts';
import { clusterName, routeCheck, type Router, takeRoute } from '../takeRoute.ts';
import { onward } from './onward.ts';
import { forwarded, trustedAddress } from './forwardedFor.ts';

type HttpChain = Extract<GatewayChain, { kind: 'http' }>;

/** What is a gateway's own around its HTTP filters. */
export function gatewayHttp(
  journey: Journey,
  world: World,
  gateway: Workload,
  chain: HttpChain,
  doors: Doors,
): Pick<HttpServer, 'log' | 'receive' | 'remoteIp' | 'route'> {
  const peer = journey.packet.source.ip;
  const proxies = proxyConfigOf(world, gateway).numTrustedProxies;
  let incoming: HttpHead['headers'] = [];
  // The route as it was looked up last: refusals before the router show its cluster.
  let cluster: string | null = null;
  const log = (fields: Partial<LogLine>): void => {
    journey.logs.push({ ...proxyLine(gateway, 'gateway', null, {}), cluster, ...fields });
  };
  return {
    log,
    receive: (http) => {
      incoming = http.headers;
      return received(journey, world, gateway, http);
    },
    // "Nth address from the right of the incoming XFF; if fewer entries → TCP peer" (2.5, gateway HTTP).
    remoteIp: () => trustedAddress(incoming, proxies) ?? peer,
    route: (http, claims) => {
      const found = routeFor(journey, world, gateway, chain, http, claims, doors, log);
      cluster = found.cluster;
      return found;
    },
  };
}

/** The connection manager: client certificate details, forwarded protocol and address are the gateway's own word. */
function received(journey: Journey, world: World, gateway: Workload, http: HttpHead): HttpHead {
  const { packet } = journey;
  const scheme = journey.sni === '' && packet.peer === null ? 'http' : 'https';
  const bare = http.headers.filter(([name]) => name.toLowerCase() !== 'x-forwarded-proto');
  const given = http.headers.find(([name]) => name.toLowerCase() === 'x-forwarded-proto');
  const proto =
    given && proxyConfigOf(world, gateway).numTrustedProxies > 0 ? given : (['x-forwarded-proto', scheme] as const);
  const headers = [...forwarded(bare, packet.source.ip), proto];
  const { certificates } = proxyConfigOf(world, gateway);
  return certificateByTopology(certificates, { ...http, headers }, identityOf(world, gateway), packet.peer);
}

function routeFor(
  journey: Journey,
  world: World,
  gateway: Workload,
  chain: HttpChain,
  http: HttpHead,
  claims: Parameters<HttpServer['route']>[1],
  doors: Doors,
  log: (fields: Partial<LogLine>) => void,
): HttpServerRoute & { readonly cluster: string | null } {
  // "Port in Host is ignored, case ignored" (4.6).
  const host = http.authority.toLowerCase().replace(/:\d+$/, '');
  const virtualHost = mostSpecific(chain.hosts, host);
  const scheme = schemeOf(http, journey.packet, journey.version);
  const redirect = virtualHost?.redirect;
  if (redirect && scheme === 'http') {
    return { exists: true, cluster: null, onward: () => toHttps(journey, http, host, redirect, log) };
  }
  const entry = firstRoute(virtualHost?.routes ?? [], { http, scheme, claims });
  if (entry === null) {
    return {
      exists: false,
      cluster: null,
      onward: () => noRoute(journey, world, chain, host, virtualHost?.routes[0] ?? null, log),
    };
  }
  const router: Router = { client: gateway, side: 'gateway', dialled: null, port: chain.server.port, scheme };
  return {
    exists: true,
    cluster: clusterName(journey, world, router, entry),
    onward: (allowedBy) =>
      onward(journey, world, takeRoute(journey, world, router, entry, host, http), allowedBy, log, doors),
  };
}

/** "httpsRedirect on an HTTP server → 301 for plaintext" (7.3). */
function toHttps(
  journey: Journey,
  { authority, path }: HttpHead,
  host: string,
  server: HttpChain['server'],
  log: (fields: Partial<LogLine>) => void,
) {
  record(journey, { kind: 'route', virtualHost: host, route: null }, 'denied');
  log({ status: 301, details: 'direct_response', cluster: null });
  const location = `https://${authority}${path}`;
  const ref = { resource: server.resource.id, path: [...server.path, 'tls', 'httpsRedirect'] };
  const determining = { kind: 'setting', ref, name: 'httpsRedirect', value: 'true' } as const;
  return stopped(
    { kind: 'response', status: 301, body: '', headers: [['location', location]] },
    'redirected',
    determining,
  );
}

/** "Gateway but no VirtualService or host → 404 NR route_not_found" (7.5). */
function noRoute(
  journey: Journey,
  world: World,
  { server }: HttpChain,
  host: string,
  nearest: HttpChain['hosts'][number][1]['routes'][number] | null,
  log: (fields: Partial<LogLine>) => void,
) {
  const checks = nearest
    ? [routeCheck(routesOrigin(nearest.service), false)]
    : leftOutRoutes(world, server.resource, ['HTTPRoute', 'GRPCRoute']);
  record(journey, { kind: 'route', virtualHost: nearest ? host : null, route: null }, 'denied', checks);
  log({ status: 404, flags: ['NR'], details: 'route_not_found', cluster: null });
  return stopped({ kind: 'response', status: 404, body: '', headers: [] }, 'noRoute', null);
}
