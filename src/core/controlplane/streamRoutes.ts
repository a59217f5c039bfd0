import type { ServicePort, Workload } from '../cluster/types.ts';
import type { VirtualServiceSpec } from '../yaml/schema/virtualService.ts';
import { addressIn, parseCidr } from './authorization/cidr.ts';
import { gatewayName } from './httpRoutes.ts';
import { type Origin, originOf } from './made.ts';
import type { ServiceOnPort } from './outboundListeners.ts';
import { meshVirtualServices, type VirtualService } from './virtualService.ts';
import type { World } from './world.ts';

export type StreamDestinations = NonNullable<NonNullable<VirtualServiceSpec['tcp']>[number]['route']>;

/** A route for bytes that the proxy does not read: an entry of a VirtualService's `tcp` or `tls`. */
export interface StreamEntry {
  readonly service: VirtualService;
  readonly list: 'tcp' | 'tls';
  readonly index: number;
  /** Where it was written. */
  readonly origin: Origin;
  readonly destinations: StreamDestinations;
}

/** Whether istiod reads a port as TLS, which is told apart by server name. */
export function isTls({ application }: ServicePort): boolean {
  return application === 'tls' || application === 'https';
}

/** The `tls` routes that a client's sidecar has for a service's port and a dialled address, by server name; null: none of the port. */
export function tlsEntries(
  world: World,
  client: Workload,
  target: ServiceOnPort,
  ip: string,
): readonly (readonly [name: string, route: StreamEntry])[] | null {
  // "Chains are made of all VirtualServices with a host that overlaps" (istio `tls.go`), not of the most specific one alone.
  const chains = meshVirtualServices(world, client, target.service.hostname, target.port.port).flatMap((found) =>
    (found.spec.tls ?? []).flatMap(({ match, route = [] }, index) => {
      const entry = streamEntry(found, 'tls', index, route);
      const own = match.filter((each) => route.length > 0 && isFor(each, client, target.port.port, found));
      return own.map((each) => ({ ...each, entry }));
    }),
  );
  if (chains.length === 0) return null;
  return chains
    .filter((each) => subnetOf(each, ip) !== null)
    .flatMap(({ sniHosts, entry }) => sniHosts.map((name) => [name.toLowerCase(), entry] as const));
}

/** The `tcp` route that a client's sidecar takes to a service's port; null: none, straight to the service. */
export function tcpEntry(world: World, client: Workload, target: ServiceOnPort, ip: string): StreamEntry | null {
  // "tcp routes never touch TLS ports."
  if (isTls(target.port)) return null;
  let narrowest: { readonly entry: StreamEntry; readonly bits: number } | null = null;
  for (const found of meshVirtualServices(world, client, target.service.hostname, target.port.port)) {
    for (const [index, { match = [], route = [] }] of (found.spec.tcp ?? []).entries()) {
      if (route.length === 0) continue;
      const entry = streamEntry(found, 'tcp', index, route);
      const own = match.filter((each) => isFor(each, client, target.port.port, found));
      // "If we find any match block without a destination subnet, we treat it as the catch all, and break out of the loop."
      if (match.length === 0 || own.some(({ destinationSubnets = [] }) => destinationSubnets.length === 0))
        return narrowest?.entry ?? entry;
      for (const each of own) {
        const bits = subnetOf(each, ip);
        // Envoy takes the chain of the narrowest range.
        if (bits !== null && (narrowest === null || bits > narrowest.bits)) narrowest = { entry, bits };
      }
    }
  }
  return narrowest?.entry ?? null;
}

/** How narrow the range is in which the dialled address lies; -1: any address fits; null: none of them has it. */
function subnetOf({ destinationSubnets = [] }: Pick<L4Match, 'destinationSubnets'>, ip: string): number | null {
  if (destinationSubnets.length === 0) return -1;
  const bits = destinationSubnets
    .filter((subnet) => addressIn(ip, subnet))
    .map((subnet) => parseCidr(subnet)?.bits ?? 0);
  return bits.length === 0 ? null : Math.max(...bits);
}

export function streamEntry(
  service: VirtualService,
  list: StreamEntry['list'],
  index: number,
  destinations: StreamDestinations,
): StreamEntry {
  return { service, list, index, origin: originOf(service, list, index), destinations };
}

interface L4Match {
  readonly destinationSubnets?: readonly string[] | undefined;
  readonly port?: number | undefined;
  readonly gateways?: readonly string[] | undefined;
  readonly sourceLabels?: Readonly<Record<string, string>> | undefined;
  readonly sourceNamespace?: string | undefined;
}

function isFor(match: L4Match, client: Workload, port: number, { resource }: VirtualService): boolean {
  const gateways = (match.gateways ?? []).map((name) => gatewayName(name, resource.namespace));
  return (
    (gateways.length === 0 || gateways.includes('mesh')) &&
    (!match.port || match.port === port) &&
    (!match.sourceNamespace || match.sourceNamespace === client.namespace) &&
    Object.entries(match.sourceLabels ?? {}).every(([key, value]) => client.labels[key] === value)
  );
}
