import { valueAt } from '../cluster/fields.ts';
import type { Workload } from '../cluster/types.ts';
import { matchListener, matchVirtualHost } from '../controlplane/outboundListeners.ts';
import { sidecarScope } from '../controlplane/sidecarScope.ts';
import { proxyPatch } from '../controlplane/unmodelled/proxy.ts';
import { serviceEntryFor, virtualServiceFor } from '../controlplane/unmodelled/routing.ts';
import type { World } from '../controlplane/world.ts';
import type { Resource } from '../model/resource.ts';
import type { LogLine } from '../model/trace.ts';
import { routeHttp } from './httpRouting.ts';
import { enter, isReadableHttp, type Journey, record } from './journey.ts';
import { limited, type OutboundResult } from './outboundResult.ts';
import { passThrough } from './passThrough.ts';
import { toCluster } from './toCluster.ts';

/** A client's sidecar takes a dialled connection: listener → route → cluster → endpoint → transport (4.1). */
export function outbound(journey: Journey, world: World, client: Workload, ip: string, port: number): OutboundResult {
  enter(journey, { kind: 'sidecar', workload: client.id, side: 'outbound' });
  record(journey, { kind: 'capture', captured: true }, 'passed');
  const scope = sidecarScope(world, client);
  const patch = proxyPatch(world, client) ?? (scope.realSockets ? scope.sidecar?.resource : null);
  if (patch) return limited(journey, { kind: 'listener', listener: 'virtualOutbound', chain: null }, patch);
  const entry = serviceEntryFor(world, client, names(journey, ip), null);
  if (entry) return limited(journey, { kind: 'listener', listener: 'virtualOutbound', chain: null }, entry);
  const listener = matchListener(world, client, ip, port);
  const isHttp = isReadableHttp(journey);
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
      return routeHttp(
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
      if (layer === 'HTTP') return routeHttp(journey, world, client, ip, port, listener.target);
      // "http rules never touch TCP/TLS ports"; tcp and tls routes are not modelled.
      const routed = virtualServiceFor(world, client, [service.hostname]);
      if (routed && hasStreamRoutes(routed))
        return limited(journey, { kind: 'cluster', cluster: '', endpoint: null, address: null }, routed);
      return toCluster(journey, world, client, {
        side: 'outbound',
        dialled: ip,
        service,
        port: servicePort,
        layer,
        subset: null,
        route: null,
      });
    }
  }
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

function hasStreamRoutes({ body }: Resource): boolean {
  return valueAt(body, ['spec', 'tcp']) !== undefined || valueAt(body, ['spec', 'tls']) !== undefined;
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
  const routed = virtualServiceFor(world, client, names(journey, ip));
  const entry = routed && hasStreamRoutes(routed) ? routed : serviceEntryFor(world, client, [], port);
  if (entry) return limited(journey, { kind: 'cluster', cluster: '', endpoint: null, address: null }, entry);
  if (sidecarScope(world, client).outbound === 'REGISTRY_ONLY') {
    record(journey, { kind: 'cluster', cluster: 'BlackHoleCluster', endpoint: null, address: null }, 'denied');
    const log: Partial<LogLine> = { log: 'tcp', flags: ['UH'], cluster: 'BlackHoleCluster', chain };
    return { kind: 'stop', stop: { cause: 'blackHole', status: null, body: '', log } };
  }
  return passThrough(journey, world, ip, port, {
    client,
    side: 'outbound',
    layer: 'TCP',
    cluster: 'PassthroughCluster',
    route: null,
    chain,
    retries: true,
  });
}
