import { compareAge, compareText } from '../cluster/age.ts';
import type { Workload } from '../cluster/types.ts';
import type { AutoAddresses } from './autoAllocate.ts';
import type { MeshService } from './serviceEntry.ts';
import { servicesOfEntry, type ServiceEntry } from './serviceEntry.ts';
import { exportedTo, exportList } from './visibility.ts';
import type { World } from './world.ts';

/** All services istiod knows, by hostname: Kubernetes' own first, then those of ServiceEntries, oldest first. */
export type Registry = ReadonlyMap<string, readonly MeshService[]>;

export function buildRegistry(
  services: Iterable<MeshService>,
  entries: readonly ServiceEntry[],
  auto: AutoAddresses,
): Registry {
  const byHost = new Map<string, MeshService[]>();
  for (const service of [...services, ...entries.flatMap((entry) => servicesOfEntry(entry, auto)).sort(older)]) {
    const known = byHost.get(service.hostname);
    if (known) known.push(service);
    else byHost.set(service.hostname, [service]);
  }
  return byHost;
}

/** "Oldest first, then by hostname and namespace": which of two TCP services takes a port that both claim. */
function older(a: MeshService, b: MeshService): number {
  return compareAge(a, b) || compareText(`${a.hostname}.${a.namespace}`, `${b.hostname}.${b.namespace}`);
}

/** The service a proxy of a namespace knows under a host; null: none that it may see. */
export function serviceFor(world: World, client: Workload, host: string): MeshService | null {
  const visible = (world.registry.get(host) ?? []).filter((service) =>
    serviceVisible(world, service, client.namespace),
  );
  if (client.proxy === 'gateway' || client.proxy === 'waypoint') return preferredAtGateway(world, visible);
  return preferred(visible, client.namespace);
}

/**
 * Gateways and waypoints have no Sidecar's scope: "Kubernetes over ServiceEntry; else what is exported by name before what is
 * public, then the oldest", whatever the own namespace has (istio `sidecar.go`, DefaultSidecarScopeForGateway).
 */
function preferredAtGateway(world: World, services: readonly MeshService[]): MeshService | null {
  const isPublic = (service: MeshService): boolean =>
    exportList(exportToOf(service), world.mesh.defaultServiceExportTo).includes('*');
  return services.find(({ entry }) => !entry) ?? services.find((each) => !isPublic(each)) ?? services[0] ?? null;
}

/** "Same hostname in several namespaces: own namespace wins; else Kubernetes over ServiceEntry; else the oldest" (4.11). */
export function preferred(services: readonly MeshService[], namespace: string): MeshService | null {
  return services.find((service) => service.namespace === namespace) ?? services[0] ?? null;
}

export function serviceVisible(world: World, service: MeshService, namespace: string): boolean {
  return exportedTo(exportToOf(service), world.mesh.defaultServiceExportTo, service.namespace, namespace);
}

/** "Service: annotation networking.istio.io/exportTo; ServiceEntry: exportTo; else the mesh's default" (4.16). */
function exportToOf({ entry, resource }: MeshService): readonly string[] | undefined {
  if (entry) return entry.spec.exportTo;
  return resource.annotations['networking.istio.io/exportTo']?.split(',').map((each) => each.trim());
}

/** Whether every namespace knows every service, each by a hostname of its own. */
export function isOpenToAll(registry: Registry, aliases: ReadonlyMap<string, unknown>, fallback: readonly string[]) {
  const toAll = (service: MeshService): boolean => {
    const exportTo = exportToOf(service) ?? [];
    return (exportTo.length > 0 ? exportTo : fallback).includes('*');
  };
  return aliases.size === 0 && [...registry.values()].every((named) => named.length === 1 && named.every(toAll));
}
