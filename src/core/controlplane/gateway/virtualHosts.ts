import type { Workload } from '../../cluster/types.ts';
import { catchAllLast, type RouteEntry, routesOf } from '../httpRoutes.ts';
import { boundTo, inOrderFor, type VirtualService, virtualServiceVisible } from '../virtualService.ts';
import type { World } from '../world.ts';
import { commonHosts } from './hosts.ts';
import type { GatewayServer } from './servers.ts';

/** What a gateway does with requests for one host. */
export interface GatewayVirtualHost {
  readonly routes: readonly RouteEntry[];
  /** The server that answers plaintext with a redirect to HTTPS; null: none. */
  readonly redirect: GatewayServer | null;
}

/** The VirtualServices bound to a gateway that its pod may see, in the order in which it takes them. */
export function boundServices(world: World, workload: Workload, gateway: string): readonly VirtualService[] {
  const bound = world.virtualServices.filter(
    (service) => boundTo(service, gateway) && virtualServiceVisible(world, service, workload.namespace),
  );
  return inOrderFor(world, bound, workload.namespace);
}

/** The virtual hosts of the servers that share one route table: routes of all VirtualServices merged, oldest first (11.H). */
export function virtualHosts(
  world: World,
  workload: Workload,
  servers: readonly GatewayServer[],
): readonly (readonly [host: string, virtualHost: GatewayVirtualHost])[] {
  const routes = new Map<string, RouteEntry[]>();
  const redirects = new Map<string, GatewayServer>();
  for (const server of servers) {
    const { namespace, labels } = workload;
    const scope = { gateway: server.gateway, port: server.port, namespace, labels };
    for (const service of boundServices(world, workload, server.gateway)) {
      const hosts = commonHosts(server, service.spec.hosts ?? [], service.resource.namespace);
      const entries = hosts.length === 0 ? [] : routesOf(world, service, scope);
      for (const host of hosts) {
        routes.set(host, [...(routes.get(host) ?? []), ...entries]);
        if (server.tls?.httpsRedirect) redirects.set(host, server);
      }
    }
    // "A host of a redirecting server that no VirtualService names is redirected too."
    if (server.tls?.httpsRedirect) for (const host of server.hosts) redirects.set(host.toLowerCase(), server);
  }
  return [...new Set([...routes.keys(), ...redirects.keys()])].map((host) => [
    host,
    { routes: catchAllLast(routes.get(host) ?? []), redirect: redirects.get(host) ?? null },
  ]);
}
