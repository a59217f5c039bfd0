import { resolveName } from '../cluster/dns.ts';
import type { Workload } from '../cluster/types.ts';
import { type SidecarScope, sidecarScope } from '../controlplane/sidecarScope.ts';
import type { World } from '../controlplane/world.ts';
import type { Check, LogLine } from '../model/trace.ts';
import { type Journey, record, waives } from './journey.ts';
import type { OutboundResult } from './outboundResult.ts';
import { passThrough } from './passThrough.ts';
import { toDestination } from './takeRoute.ts';
import type { ProxyView } from './upstream.ts';

/** Where the client dialled: what no listener, virtual host or chain of its proxy knows. */
export interface Unknown {
  readonly client: Workload;
  readonly ip: string;
  readonly port: number;
}

/** HTTP for a host that the proxy does not know, on a listener that reads HTTP (4.7). */
export function catchAllHttp(
  journey: Journey,
  world: World,
  { client, ip, port }: Unknown,
  checks: readonly Check[],
): OutboundResult {
  const scope = sidecarScope(world, client);
  const blockAll = { kind: 'route', virtualHost: 'block_all', route: 'block_all' } as const;
  // Waived: what else would stop it is asked as if the mode were ALLOW_ANY.
  const waived = scope.outbound === 'REGISTRY_ONLY' && waives(journey, blockAll, 'blockAll');
  switch (waived ? 'ALLOW_ANY' : scope.outbound) {
    case 'REGISTRY_ONLY': {
      // "REGISTRY_ONLY: vhost block_all → direct 502; BlackHoleCluster is not involved."
      record(journey, blockAll, 'denied', checks);
      const log = { status: 502, details: 'direct_response', route: 'block_all' };
      return { kind: 'stop', stop: { cause: 'blockAll', status: 502, body: '', log } };
    }
    case 'ALLOW_ANY_DYNAMIC_DNS': {
      const route = 'allow_any_dynamic_dns';
      record(journey, { kind: 'route', virtualHost: route, route }, 'passed', checks);
      return byName(journey, world, client, route, null);
    }
    case 'ALLOW_ANY': {
      record(journey, { kind: 'route', virtualHost: 'allow_any', route: 'allow_any' }, 'passed', checks);
      const proxied = toEgressProxy(journey, world, client, ip, scope, 'HTTP');
      // "ALLOW_ANY: vhost allow_any → PassthroughCluster", which has no retry policy.
      const view = { route: 'allow_any', chain: null, retries: null } as const;
      return proxied ?? passThrough(journey, world, ip, port, passthroughView(client, 'HTTP', view));
    }
  }
}

/** "Anything else: PassthroughCluster, or BlackHoleCluster under REGISTRY_ONLY" (4.7). */
export function catchAllTcp(
  journey: Journey,
  world: World,
  { client, ip, port }: Unknown,
  chain: string,
): OutboundResult {
  const scope = sidecarScope(world, client);
  const blackHole = { kind: 'cluster', cluster: 'BlackHoleCluster', endpoint: null, address: null } as const;
  if (scope.outbound === 'REGISTRY_ONLY' && !waives(journey, blackHole, 'blackHole')) {
    record(journey, blackHole, 'denied');
    const log: Partial<LogLine> = { log: 'tcp', flags: ['UH'], cluster: 'BlackHoleCluster', chain };
    return { kind: 'stop', stop: { cause: 'blackHole', status: null, body: '', log } };
  }
  const view = { route: null, chain, retries: null } as const;
  return (
    toEgressProxy(journey, world, client, ip, scope, 'TCP') ??
    passThrough(journey, world, ip, port, passthroughView(client, 'TCP', view))
  );
}

function passthroughView(
  client: Workload,
  layer: 'HTTP' | 'TCP',
  view: Pick<ProxyView, 'route' | 'chain' | 'retries'>,
): ProxyView {
  return { client, side: 'outbound', layer, cluster: 'PassthroughCluster', ...view };
}

/** "ALLOW_ANY + Sidecar `egressProxy` (hidden field): the named cluster" (4.7); null: there is none. */
function toEgressProxy(
  journey: Journey,
  world: World,
  client: Workload,
  ip: string,
  { sidecar }: SidecarScope,
  layer: 'HTTP' | 'TCP',
): OutboundResult | null {
  const destination = sidecar?.spec.outboundTrafficPolicy?.egressProxy;
  if (!sidecar || !destination) return null;
  const router = { client, side: 'outbound', dialled: ip, port: 0, scheme: 'http' } as const;
  const route = layer === 'HTTP' ? 'allow_any' : null;
  return toDestination(journey, world, router, destination, sidecar.resource, {
    layer,
    route,
    retries: { attempts: 0 },
  });
}

/** "ALLOW_ANY_DYNAMIC_DNS: Host header resolved by Envoy"; its port is the one in the Host header, else 80. */
export function byName(
  journey: Journey,
  world: World,
  client: Workload,
  route: string,
  chain: string | null,
): OutboundResult {
  const authority = journey.packet.http?.authority ?? '';
  const port = Number(/:(\d+)$/.exec(authority)?.[1] ?? 80);
  const answer = resolveName(world.cluster, authority.replace(/:\d+$/, ''), client.namespace);
  const cluster = 'AllowAnyDynamicDNSCluster';
  if (answer.kind !== 'external' && answer.kind !== 'address') {
    record(journey, { kind: 'cluster', cluster, endpoint: null, address: null }, 'denied');
    const log = { status: 503, flags: ['UH'], details: 'dns_resolution_failure', cluster, route };
    return { kind: 'stop', stop: { cause: 'noEndpoints', status: 503, body: 'DNS resolution failure', log } };
  }
  const view = { client, side: 'outbound', layer: 'HTTP', cluster, route, chain, retries: null } as const;
  return passThrough(journey, world, answer.ip, port, view);
}
