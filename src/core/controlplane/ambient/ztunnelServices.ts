import { targetPortOf } from '../../cluster/services.ts';
import type { ServicePort, Workload } from '../../cluster/types.ts';
import { addressIn, parseCidr } from '../authorization/cidr.ts';
import { type ClusterEndpoint, entryEndpoints } from '../entryEndpoints.ts';
import type { MeshService } from '../serviceEntry.ts';
import type { World } from '../world.ts';

/** The service that an address belongs to, as ztunnel finds it: one of the client's own namespace first. Null: none. */
export function serviceByAddress(world: World, ip: string, namespace: string): MeshService | null {
  const found = servicesByAddress(world, ip);
  return found.find((service) => service.namespace === namespace) ?? found[0] ?? null;
}

/**
 * Every service that has an address; where none has it, those of which a range holds it, the narrowest first (ztunnel
 * `state/service.rs`, get_best_by_vip).
 */
export function servicesByAddress(world: World, ip: string): readonly MeshService[] {
  const found = holdersOf(world, ip);
  const exact = found.filter(({ bits }) => bits === ownAddress);
  return (exact.length > 0 ? exact : found).map(({ service }) => service);
}

const ownAddress = Infinity;

/** The services that have an address, or a range around it, the narrowest first. */
export function holdersOf(
  world: World,
  ip: string,
): readonly { readonly service: MeshService; readonly bits: number }[] {
  return [...world.registry.values()]
    .flat()
    .filter(({ externalName }) => externalName === null)
    .map((service) => ({ service, bits: narrowest(service, ip) }))
    .filter(({ bits }) => bits >= 0)
    .sort((a, b) => (a.bits === b.bits ? 0 : b.bits - a.bits));
}

/** How long the prefix of the narrowest range is that holds an address; -1: none holds it. */
function narrowest(service: MeshService, ip: string): number {
  if (addressesOf(service).includes(ip)) return ownAddress;
  const ranges = service.entry?.addresses.filter((address) => address.includes('/') && addressIn(ip, address)) ?? [];
  return Math.max(-1, ...ranges.map((range) => parseCidr(range)?.bits ?? -1));
}

/** Cluster IPs and the single addresses of ServiceEntries, also those that Istio makes up. */
function addressesOf({ clusterIp, entry }: MeshService): readonly string[] {
  if (entry && entry.addresses.length === 0) return entry.auto === null ? [] : [entry.auto];
  if (entry) return entry.addresses.filter((address) => !address.includes('/'));
  return clusterIp === null ? [] : [clusterIp];
}

/** Where a port of a service leads. */
export function endpointsOf(world: World, service: MeshService, port: ServicePort): readonly ClusterEndpoint[] {
  const { entry, hostname } = service;
  return entry ? entryEndpoints(world, service, entry, port) : world.cluster.endpoints(hostname, port);
}

/**
 * The service that the destination's ztunnel takes a connection for: the one the client told, else the first that leads to
 * the port (ztunnel `proxy.rs`, guess_inbound_service). Null: none.
 */
export function guessService(world: World, server: Workload, port: number, told: string | null): string | null {
  const services = servicesOf(world, server);
  if (told !== null && services.some(({ hostname }) => hostname === told)) return told;
  return services.find((service) => leadsTo(world, service, server, port))?.hostname ?? null;
}

/** Every service whose endpoint the workload is. */
function servicesOf(world: World, server: Workload): readonly MeshService[] {
  const entries = (world.entries.get(server.namespace) ?? []).filter((service) =>
    service.ports.some((port) => endpointsOf(world, service, port).some(({ ip }) => ip === server.ip)),
  );
  return [...world.cluster.servicesOf(server.id), ...entries];
}

function leadsTo(world: World, service: MeshService, server: Workload, port: number): boolean {
  return service.ports.some((each) =>
    service.entry
      ? endpointsOf(world, service, each).some((endpoint) => endpoint.ip === server.ip && endpoint.port === port)
      : targetPortOf(each, server) === port,
  );
}
