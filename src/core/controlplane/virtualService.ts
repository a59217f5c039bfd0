import type { Workload } from '../cluster/types.ts';
import type { VirtualServiceSpec } from '../yaml/schema/virtualService.ts';
import { gatewayName } from './httpRoutes.ts';
import { imports, sidecarScope } from './sidecarScope.ts';
import { completeHost, exportedTo, hostCovers } from './visibility.ts';
import type { Admitted, World } from './world.ts';

export type VirtualService = Admitted<VirtualServiceSpec>;
export type HttpRoute = NonNullable<VirtualServiceSpec['http']>[number];

/** The VirtualService that sidecars of a client's namespace use for a host: the most specific host, of those the oldest alone (11.H). */
export function meshVirtualService(world: World, client: Workload, host: string, port: number): VirtualService | null {
  const scope = sidecarScope(world, client);
  let best: { readonly service: VirtualService; readonly pattern: string } | null = null;
  for (const service of world.virtualServices) {
    if (!boundTo(service, 'mesh') || !virtualServiceVisible(world, service, client.namespace)) continue;
    for (const written of service.spec.hosts ?? []) {
      const pattern = completeHost(written, service.resource.namespace);
      if (!hostCovers(pattern, host)) continue;
      // "A VirtualService is imported like a service: its namespace and host must be among the Sidecar's egress hosts" (4.13).
      if (!imports(scope, port, service.resource.namespace, pattern)) continue;
      if (best === null || moreSpecific(pattern, best.pattern)) best = { service, pattern };
    }
  }
  return best?.service ?? null;
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
