import type { Workload } from '../cluster/types.ts';
import type { VirtualServiceSpec } from '../yaml/schema/virtualService.ts';
import { gatewayName } from './httpRoutes.ts';
import type { Made } from './made.ts';
import { serviceFor } from './registry.ts';
import { importsRouter, sidecarScope } from './sidecarScope.ts';
import { completeHost, exportedTo, exportList, hostCovers } from './visibility.ts';
import type { Admitted, World } from './world.ts';

export interface VirtualService extends Admitted<VirtualServiceSpec> {
  /** Of one that istiod makes of Gateway API routes. */
  readonly made?: Made;
}
export type HttpRoute = NonNullable<VirtualServiceSpec['http']>[number];

/**
 * The VirtualServices that a client's proxy has for a port, in the order in which it takes them. "A VirtualService is imported
 * like a service: its namespace and host must be among the Sidecar's egress hosts" (4.13); one of its hosts is enough for all.
 */
export function importedVirtualServices(world: World, client: Workload, port: number): readonly VirtualService[] {
  const scope = sidecarScope(world, client);
  const own = world.virtualServices.filter(
    (service) =>
      boundTo(service, 'mesh') &&
      virtualServiceVisible(world, service, client.namespace) &&
      writtenHosts(service).some((host) => importsRouter(scope, port, service.resource.namespace, host)),
  );
  return inOrderFor(world, own, client.namespace);
}

/** Those of them whose hosts overlap with a host. */
export function meshVirtualServices(
  world: World,
  client: Workload,
  host: string,
  port: number,
): readonly VirtualService[] {
  return importedVirtualServices(world, client, port).filter((service) =>
    writtenHosts(service).some((pattern) => overlap(pattern, host)),
  );
}

function overlap(a: string, b: string): boolean {
  return hostCovers(a, b) || hostCovers(b, a);
}

/** The hosts of a VirtualService, completed and in small letters. */
export function writtenHosts({ resource, spec }: VirtualService): readonly string[] {
  return (spec.hosts ?? []).map((host) => completeHost(host, resource.namespace).toLowerCase());
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
