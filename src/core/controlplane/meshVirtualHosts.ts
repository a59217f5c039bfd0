import type { Workload } from '../cluster/types.ts';
import { routesOf } from './httpRoutes.ts';
import type { ServiceOnPort, VirtualHosts } from './outboundListeners.ts';
import { outboundPort } from './outboundPort.ts';
import type { MeshService } from './serviceEntry.ts';
import { importedVirtualServices, mayRouteHttp, type VirtualService, writtenHosts } from './virtualService.ts';
import { hostCovers } from './visibility.ts';
import type { World } from './world.ts';

/** A virtual host of a client's proxy. */
export interface VirtualHost {
  /** Null: a name that no service has. */
  readonly target: ServiceOnPort | null;
  /** Null: the service's own route. */
  readonly router: VirtualService | null;
}

/** What a sidecar has on a port: its VirtualServices in order, and what they are for. */
interface Port {
  readonly world: World;
  readonly client: Workload;
  readonly port: number;
  readonly routers: readonly VirtualService[];
}

/**
 * The virtual host that a name picks (istio `httproute.go`): "for unknown hosts, a VirtualService makes a virtual host" of its
 * own (4.13), and what comes first has a name. Null: the catch-all one.
 */
export function virtualHostOf(
  world: World,
  client: Workload,
  port: number,
  hosts: VirtualHosts,
  host: string,
): VirtualHost | null {
  const here = { world, client, port, routers: importedVirtualServices(world, client, port) };
  const named = hosts.named(host);
  const owner = named && wildcardOwner(here, named.service.hostname);
  for (const router of here.routers) {
    if (named && routes(here, router, named.service, owner)) return { target: named, router };
    if (plainHosts(here, router).includes(host)) return { target: null, router };
  }
  return named ? { target: named, router: null } : byWildcard(here, hosts, host);
}

/** The virtual host of one service, whatever the name: of a port that is sniffed. */
export function virtualHostFor(world: World, client: Workload, target: ServiceOnPort): VirtualHost {
  const port = target.port.port;
  return ofService({ world, client, port, routers: importedVirtualServices(world, client, port) }, target);
}

function ofService(here: Port, target: ServiceOnPort): VirtualHost {
  const owner = wildcardOwner(here, target.service.hostname);
  return { target, router: here.routers.find((router) => routes(here, router, target.service, owner)) ?? null };
}

/** "Exact, else the longest wildcard" (Envoy). */
function byWildcard(here: Port, hosts: VirtualHosts, host: string): VirtualHost | null {
  let best: { readonly suffix: string; readonly found: () => VirtualHost } | null = null;
  const offer = (suffix: string, found: () => VirtualHost): void => {
    if (!host.endsWith(suffix) || host.length <= suffix.length) return;
    if (best === null || suffix.length > best.suffix.length) best = { suffix, found };
  };
  for (const router of here.routers)
    for (const plain of plainHosts(here, router))
      if (plain.startsWith('*')) offer(plain.slice(1), () => ({ target: null, router }));
  for (const [suffix, target] of hosts.suffix) offer(suffix, () => ofService(here, target));
  return found(best);
}

function found(best: { readonly found: () => VirtualHost } | null): VirtualHost | null {
  return best?.found() ?? null;
}

/** Whether a service's requests take the routes of a VirtualService: it names its host, or owns it by a wildcard. */
function routes(here: Port, router: VirtualService, service: MeshService, owner: VirtualService | null | undefined) {
  const host = service.hostname;
  const names = writtenHosts(router).includes(host);
  return (names || (owner === router && router.made === undefined)) && serves(here, router, host);
}

/** "Without a route for this port and caller it makes no virtual host": another VirtualService may. */
function serves({ world, client, port }: Port, router: VirtualService, host: string): boolean {
  const scope = { gateway: 'mesh', port, namespace: client.namespace, labels: client.labels };
  return mayRouteHttp(world, client, router, host) && routesOf(world, router, scope).length > 0;
}

/** "A more specific VirtualService host beats a wildcard one": of wildcards only the longest counts, and none beside the host itself. */
function wildcardOwner({ routers }: Port, host: string): VirtualService | null {
  let best: { readonly router: VirtualService; readonly pattern: string } | null = null;
  for (const router of routers) {
    for (const pattern of writtenHosts(router)) {
      if (pattern === host) return null;
      if (!pattern.startsWith('*') || !hostCovers(pattern, host)) continue;
      if (best === null || pattern.length > best.pattern.length) best = { router, pattern };
    }
  }
  return best?.router ?? null;
}

/**
 * The hosts of a VirtualService that no service of the port has. They are names on port 80, and elsewhere beside a service
 * that the VirtualService routes there (istio `route.go` buildSidecarVirtualHostsForVirtualService).
 */
function plainHosts(here: Port, router: VirtualService): readonly string[] {
  const { world, client, port } = here;
  if (router.made !== undefined) return [];
  const { services } = outboundPort(world, client, port);
  const plain = writtenHosts(router).filter((pattern) =>
    pattern.startsWith('*') ? ![...services.keys()].some((host) => hostCovers(pattern, host)) : !services.has(pattern),
  );
  if (plain.length === 0 || !serves(here, router, plain[0] ?? '')) return [];
  if (port === 80) return plain;
  const routed = [...services.values()].some(
    (target) =>
      target.port.declared !== 'TCP' &&
      routes(here, router, target.service, wildcardOwner(here, target.service.hostname)),
  );
  return routed ? plain : [];
}
