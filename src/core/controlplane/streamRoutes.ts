import type { ServicePort, Workload } from '../cluster/types.ts';
import type { VirtualServiceSpec } from '../yaml/schema/virtualService.ts';
import { addressIn } from './authorization/cidr.ts';
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

/** The `tls` routes that a client's sidecar has for a service's port, by server name. */
export function tlsEntries(
  world: World,
  client: Workload,
  { service, port }: ServiceOnPort,
): readonly (readonly [name: string, route: StreamEntry])[] {
  // "Chains are made of all VirtualServices with a host that overlaps" (istio `tls.go`), not of the most specific one alone.
  return meshVirtualServices(world, client, service.hostname, port.port).flatMap((found) =>
    (found.spec.tls ?? []).flatMap(({ match, route = [] }, index) => {
      const entry = streamEntry(found, 'tls', index, route);
      return match
        .filter((each) => route.length > 0 && isFor(each, client, port.port, found))
        .flatMap((each) => each.sniHosts.map((name) => [name.toLowerCase(), entry] as const));
    }),
  );
}

/** The `tcp` route that a client's sidecar takes to a service's port; null: none, straight to the service. */
export function tcpEntry(
  world: World,
  client: Workload,
  { service, port }: ServiceOnPort,
  ip: string,
): StreamEntry | null {
  // "tcp routes never touch TLS ports."
  if (isTls(port)) return null;
  for (const found of meshVirtualServices(world, client, service.hostname, port.port))
    for (const [index, { match = [], route = [] }] of (found.spec.tcp ?? []).entries()) {
      const fits =
        match.length === 0 ||
        match.some((each) => {
          const subnets = each.destinationSubnets ?? [];
          const dialled = subnets.length === 0 || subnets.some((subnet) => addressIn(ip, subnet));
          return dialled && isFor(each, client, port.port, found);
        });
      if (fits && route.length > 0) return streamEntry(found, 'tcp', index, route);
    }
  return null;
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
