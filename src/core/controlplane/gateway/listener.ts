import type { Workload } from '../../cluster/types.ts';
import type { WorkloadId } from '../../model/resource.ts';
import type { World } from '../world.ts';
import { mostSpecific } from '../hostPatterns.ts';
import { type GatewayServer, mergedServers, type ServerTls } from './servers.ts';
import type { StreamEntry } from '../streamRoutes.ts';
import { tcpRoute, tlsRoutes } from './streams.ts';
import { type GatewayVirtualHost, virtualHosts } from './virtualHosts.ts';

/** One filter chain of a gateway's port. */
export type GatewayChain = {
  /** Server names it takes; null: it takes everything. */
  readonly snis: readonly string[] | null;
  /** The TLS that ends here; null: none does. */
  readonly tls: ServerTls | null;
  readonly server: GatewayServer;
} & (
  | { readonly kind: 'http'; readonly hosts: readonly (readonly [string, GatewayVirtualHost])[] }
  | { readonly kind: 'tcp'; readonly route: StreamEntry }
  | { readonly kind: 'autoPassthrough' }
);

/** The ports a gateway's Envoy listens on. */
export interface GatewayListeners {
  readonly workload: WorkloadId;
  readonly ports: ReadonlyMap<number, readonly GatewayChain[]>;
}

/** The listeners of a gateway's pod; built once per world. */
export function gatewayListeners(world: World, workload: Workload): GatewayListeners {
  const known = world.gatewayListeners.get(workload.id);
  if (known) return known;
  const ports = new Map<number, readonly GatewayChain[]>();
  for (const [port, servers] of mergedServers(world, workload)) {
    const chains = chainsOf(world, workload, servers);
    // "A listener without chains is left out": the connection is refused.
    if (chains.length > 0 && !matchAlike(chains)) ports.set(port, chains);
  }
  const built = { workload: workload.id, ports };
  world.gatewayListeners.set(workload.id, built);
  return built;
}

function chainsOf(world: World, workload: Workload, servers: readonly GatewayServer[]): readonly GatewayChain[] {
  const plain = servers.filter(({ kind }) => kind === 'http');
  const taken = new Set<string>();
  return servers.flatMap((server): readonly GatewayChain[] => {
    const snis = serverNames(server);
    switch (server.kind) {
      case 'http':
        // "Plaintext HTTP servers of a port share one chain and one route table; each TLS server has its own."
        if (server !== plain[0]) return [];
        return [{ kind: 'http', snis: null, tls: null, server, hosts: virtualHosts(world, workload, plain) }];
      case 'https':
        return [{ kind: 'http', snis, tls: server.tls, server, hosts: virtualHosts(world, workload, [server]) }];
      case 'tcp': {
        const route = tcpRoute(world, workload, server);
        return route ? [{ kind: 'tcp', snis: server.tls ? snis : null, tls: server.tls, server, route }] : [];
      }
      case 'passthrough':
        return tlsRoutes(world, workload, server, taken).map(([names, route]) => ({
          kind: 'tcp',
          snis: matchable(names),
          tls: null,
          server,
          route,
        }));
      case 'autoPassthrough':
        return [{ kind: 'autoPassthrough', snis: spelled(snis), tls: null, server }];
    }
  });
}

/** "Envoy refuses a listener of which two chains match alike." Those of server names that spell clusters ask for protocols, too. */
function matchAlike(chains: readonly GatewayChain[]): boolean {
  const names = chains.flatMap(({ kind, snis }) => (kind === 'autoPassthrough' ? [] : [...new Set(snis ?? ['*'])]));
  return new Set(names).size < names.length;
}

function serverNames({ hosts }: GatewayServer): readonly string[] | null {
  return matchable(hosts.map((host) => host.split('/').at(-1) ?? host));
}

/** Server names that spell a cluster end with the host of its service. */
function spelled(names: readonly string[] | null): readonly string[] | null {
  return names && names.map((name) => (name.startsWith('*') ? name : `*_.${name}`));
}

/** "A host `*` means no SNI based matching at all." */
function matchable(names: readonly string[]): readonly string[] | null {
  return names.includes('*') ? null : names.map((name) => name.toLowerCase());
}

/** The chain that takes a connection by its server name; '' = plaintext, or TLS that names none. */
export function gatewayChain(chains: readonly GatewayChain[], sni: string): GatewayChain | null {
  const named = chains.flatMap((chain) => (chain.snis ?? []).map((name) => [name, chain] as const));
  const found = sni === '' ? null : mostSpecific(named, sni);
  return found ?? chains.find((chain) => chain.snis === null) ?? null;
}
