import type { Workload } from '../cluster/types.ts';
import type { VirtualServiceSpec } from '../yaml/schema/virtualService.ts';
import { gatewayName } from './httpRoutes.ts';
import type { Made } from './made.ts';
import { serviceFor } from './registry.ts';
import { imports, sidecarScope } from './sidecarScope.ts';
import { completeHost, exportedTo, exportList, hostCovers } from './visibility.ts';
import type { Admitted, World } from './world.ts';

export interface VirtualService extends Admitted<VirtualServiceSpec> {
  /** Of one that istiod makes of Gateway API routes. */
  readonly made?: Made;
}
export type HttpRoute = NonNullable<VirtualServiceSpec['http']>[number];

/**
 * The VirtualService that sidecars of a client's namespace use for a host: the most specific host, of those the oldest alone (11.H).
 * `serves` tells whether it has routes for what is asked.
 */
export function meshVirtualService(
  world: World,
  client: Workload,
  host: string,
  port: number,
  serves: (service: VirtualService) => boolean,
): VirtualService | null {
  const scope = sidecarScope(world, client);
  let best: { readonly service: VirtualService; readonly pattern: string } | null = null;
  for (const service of inOrderFor(world, world.virtualServices, client.namespace)) {
    if (!boundTo(service, 'mesh') || !virtualServiceVisible(world, service, client.namespace)) continue;
    for (const written of service.spec.hosts ?? []) {
      const pattern = completeHost(written, service.resource.namespace);
      if (!hostCovers(pattern, host)) continue;
      // "A VirtualService is imported like a service: its namespace and host must be among the Sidecar's egress hosts" (4.13).
      if (!imports(scope, port, service.resource.namespace, pattern)) continue;
      if ((best === null || moreSpecific(pattern, best.pattern)) && serves(service)) best = { service, pattern };
    }
  }
  return best?.service ?? null;
}

/** The VirtualServices that a client's sidecar has for a host, in the order in which it takes them: those whose hosts overlap with it. */
export function meshVirtualServices(
  world: World,
  client: Workload,
  host: string,
  port: number,
): readonly VirtualService[] {
  const scope = sidecarScope(world, client);
  const fits = ({ resource, spec }: VirtualService): boolean =>
    (spec.hosts ?? []).some((written) => {
      const pattern = completeHost(written, resource.namespace);
      return overlap(pattern, host) && imports(scope, port, resource.namespace, pattern);
    });
  const { virtualServices } = world;
  return inOrderFor(world, virtualServices, client.namespace).filter(
    (service) => boundTo(service, 'mesh') && virtualServiceVisible(world, service, client.namespace) && fits(service),
  );
}

function overlap(a: string, b: string): boolean {
  return hostCovers(a, b) || hostCovers(b, a);
}

/**
 * VirtualServices in the order in which proxies of a namespace take them: its own private ones, those exported to it by name,
 * then public ones (istio `pilot/pkg/model/push_context.go`). "Consumer-namespace routes win over producer routes" (7.9): routes
 * of the Gateway API in the proxy's own namespace come first among the public.
 */
export function inOrderFor(
  world: World,
  services: readonly VirtualService[],
  namespace: string,
): readonly VirtualService[] {
  const rank = ({ made, resource, spec }: VirtualService): number => {
    const exportTo = exportList(spec.exportTo, world.mesh.defaultVirtualServiceExportTo);
    const own = resource.namespace === namespace;
    if (exportTo.includes('*')) return made !== undefined && own ? 2 : 3;
    return own ? 0 : 1;
  };
  const ranked = services.map((service) => ({ service, rank: rank(service) }));
  if (ranked.every((each) => each.rank === ranked[0]?.rank)) return services;
  return ranked.sort((a, b) => a.rank - b.rank).map(({ service }) => service);
}

/**
 * Whether a proxy's HTTP routes to a host may come from a VirtualService: "the Gateway API allows only routes from the
 * namespace of the proxy, or of the destination"; and its wildcards are no services.
 */
export function mayRouteHttp(world: World, client: Workload, service: VirtualService, host: string): boolean {
  const { resource, spec, made } = service;
  if (!made) return true;
  const destination = serviceFor(world, client, host);
  return (
    destination !== null &&
    (spec.hosts ?? []).includes(host) &&
    (resource.namespace === destination.namespace || resource.namespace === client.namespace)
  );
}

/** "gateways: default mesh"; other names are gateways, as `namespace/name` or a name of the own namespace. */
export function boundTo({ resource, spec }: VirtualService, gateway: string): boolean {
  const gateways = spec.gateways ?? [];
  if (gateways.length === 0) return gateway === 'mesh';
  return gateways.some((name) => gatewayName(name, resource.namespace) === gateway);
}

/** "exportTo, else the mesh's default" (4.16). */
export function virtualServiceVisible(world: World, { resource, spec }: VirtualService, namespace: string): boolean {
  return exportedTo(spec.exportTo, world.mesh.defaultVirtualServiceExportTo, resource.namespace, namespace);
}

/** "A more specific host beats a wildcard one, in whatever namespace." */
function moreSpecific(a: string, b: string): boolean {
  if (a.startsWith('*') !== b.startsWith('*')) return b.startsWith('*');
  return a.startsWith('*') && a.length > b.length;
}
