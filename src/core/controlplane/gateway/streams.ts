import type { Workload } from '../../cluster/types.ts';
import { gatewayName } from '../httpRoutes.ts';
import { covers } from '../hostPatterns.ts';
import { type StreamEntry, streamEntry } from '../streamRoutes.ts';
import type { VirtualService } from '../virtualService.ts';
import type { World } from '../world.ts';
import { hostsFor } from './hosts.ts';
import type { GatewayServer } from './servers.ts';
import { boundServices } from './virtualHosts.ts';

interface L4Match {
  readonly port?: number | undefined;
  readonly gateways?: readonly string[] | undefined;
}

/** The route of a TCP server: the first `tcp` entry of the VirtualServices bound to it that is for its port and gateway. */
export function tcpRoute(world: World, workload: Workload, server: GatewayServer): StreamEntry | null {
  for (const service of boundServices(world, workload, server.gateway)) {
    if (!servesAny(server, service)) continue;
    for (const [index, { match, route }] of (service.spec.tcp ?? []).entries()) {
      const matches = match ?? [];
      const fits = matches.length === 0 || matches.some((each) => isFor(each, server, service));
      if (fits && route && route.length > 0) return streamEntry(service, 'tcp', index, route);
    }
    // "A TLSRoute where TLS ends at the listener: its first route, whatever the server name."
    if (service.resource.kind !== 'TLSRoute') continue;
    for (const [index, { match, route = [] }] of (service.spec.tls ?? []).entries())
      if (match.some((each) => isFor(each, server, service))) return streamEntry(service, 'tls', index, route);
  }
  return null;
}

/** The routes of a pass-through server, by server name: "a match with a name that is taken on the port is skipped". */
export function tlsRoutes(
  world: World,
  workload: Workload,
  server: GatewayServer,
  taken: Set<string>,
): readonly (readonly [snis: readonly string[], route: StreamEntry])[] {
  const found: (readonly [readonly string[], StreamEntry])[] = [];
  for (const service of boundServices(world, workload, server.gateway)) {
    if (!servesAny(server, service)) continue;
    for (const [index, { match, route }] of (service.spec.tls ?? []).entries()) {
      if (!route || route.length === 0) continue;
      for (const each of match) {
        if (!isFor(each, server, service) || each.sniHosts.some((name) => taken.has(name))) continue;
        for (const name of each.sniHosts) taken.add(name);
        found.push([each.sniHosts, streamEntry(service, 'tls', index, route)]);
      }
    }
  }
  return found;
}

/** Whether the server and the VirtualService have a host in common. */
function servesAny(server: GatewayServer, { resource, spec }: VirtualService): boolean {
  const offered = hostsFor(server, resource.namespace);
  return (spec.hosts ?? []).some((host) => offered.some((pattern) => covers(pattern, host) || covers(host, pattern)));
}

function isFor(match: L4Match, server: GatewayServer, { resource }: VirtualService): boolean {
  const gateways = (match.gateways ?? []).map((name) => gatewayName(name, resource.namespace));
  return (!match.port || match.port === server.port) && (gateways.length === 0 || gateways.includes(server.gateway));
}
