import type { ServicePort, Workload } from '../cluster/types.ts';
import { addressIn } from './authorization/cidr.ts';
import { mostSpecific } from './hostPatterns.ts';
import { importedAliases, outboundPort, ownPort } from './outboundPort.ts';
import type { MeshService } from './serviceEntry.ts';
import { ownListenerAt, sidecarScope } from './sidecarScope.ts';
import { isTls, type StreamEntry, tlsEntries } from './streamRoutes.ts';
import type { World } from './world.ts';

export interface ServiceOnPort {
  readonly service: MeshService;
  readonly port: ServicePort;
}

/** The outbound listeners of one port, as the proxies of one namespace and Sidecar have them. */
export interface OutboundPort {
  /** `IP_PORT` listeners by address. */
  readonly byAddress: ReadonlyMap<string, ServiceOnPort>;
  /** The shared `0.0.0.0_PORT` listener; null: there is none. */
  readonly shared: SharedListener | null;
  /** All services of the port, by hostname. */
  readonly services: ReadonlyMap<string, ServiceOnPort>;
}

/** "HTTP and TCP services on the same 0.0.0.0_port are merged into one sniffed listener" (4.4). */
export interface SharedListener {
  /** Null: it has no HTTP chain. */
  readonly http: VirtualHosts | null;
  /** TLS services without an address: told apart by server name. */
  readonly tls: readonly ServiceOnPort[];
  /** Services of an address range. */
  readonly ranges: readonly (readonly [range: string, target: ServiceOnPort])[];
  /** "TCP without addresses captures every IP on that port" (5.5). */
  readonly any: ServiceOnPort | null;
}

export interface VirtualHosts {
  /** The service of a name in small letters. */
  readonly named: (host: string) => ServiceOnPort | undefined;
  readonly suffix: readonly (readonly [suffix: string, target: ServiceOnPort])[];
}

/** What an outbound connection to an address meets at the client's proxy (4.3, 4.4). */
export type ListenerMatch =
  /** HTTP, by Host header. */
  | { readonly kind: 'http'; readonly name: string; readonly hosts: VirtualHosts }
  /** One service, whatever is sent. `sniffed`: HTTP is told apart from TCP, whatever its Host. */
  | {
      readonly kind: 'service';
      readonly name: string;
      readonly target: ServiceOnPort;
      readonly sniffed: boolean;
      /** The route of a VirtualService's `tls` that the server name chose. */
      readonly route: StreamEntry | null;
    }
  /** No chain fits: the default chain of the listener, or `virtualOutbound` where there is none. */
  | { readonly kind: 'none'; readonly name: string; readonly chain: string };

/** What the inspectors of a listener see first. */
export interface Seen {
  /** Plaintext HTTP. */
  readonly http: boolean;
  /** The server name of TLS; '' = TLS without one; null: no TLS. */
  readonly sni: string | null;
}

/** "Exact IP_port, else 0.0.0.0_port, else virtualOutbound" (4.3). */
export function matchListener(world: World, client: Workload, ip: string, port: number, seen: Seen): ListenerMatch {
  const own = ownListenerAt(sidecarScope(world, client), ip, port);
  const behind = own && ownPort(world, client, own, port);
  if (own && behind) {
    const { first, http } = behind;
    const name = `${own.ip}_${port}`;
    if (first.port.declared === 'HTTP' && http) return { kind: 'http', name, hosts: http };
    return ofService(world, client, name, first, ip, seen);
  }
  const { byAddress, shared } = outboundPort(world, client, port);
  const target = byAddress.get(ip);
  // "Headless: one listener per pod IP, never for the client's own IP."
  if (target && ip !== client.ip) return ofService(world, client, `${ip}_${port}`, target, ip, seen);
  if (!shared) return { kind: 'none', name: 'virtualOutbound', chain: 'virtualOutbound-catchall-tcp' };
  const name = `0.0.0.0_${port}`;
  // "CIDR addresses: 0.0.0.0_port with CIDR match"; Envoy looks at the address before anything else.
  const range = nearest(shared.ranges, ip);
  const [first] = range;
  if (first) {
    if (!range.some(({ port }) => isTls(port))) return ofService(world, client, name, first, ip, seen);
    // "TLS with CIDR addresses: the server name has to match, too" (5.5); what fails there does not go on to other chains.
    const tls = range.filter(({ port }) => isTls(port));
    const named = seen.sni === null ? null : byServerName(world, client, tls, ip, seen.sni);
    if (named) return { kind: 'service', name, ...named, sniffed: false };
    const bytes = range.find(({ port }) => !isTls(port));
    if (bytes) return ofService(world, client, name, bytes, ip, seen);
    return { kind: 'none', name, chain: 'PassthroughFilterChain' };
  }
  const named = seen.sni === null ? null : byServerName(world, client, shared.tls, ip, seen.sni);
  if (named) return { kind: 'service', name, ...named, sniffed: false };
  if (seen.http && shared.http) return { kind: 'http', name, hosts: shared.http };
  if (shared.any) return { kind: 'service', name, target: shared.any, sniffed: false, route: null };
  // "Anything else → default chain" (4.4).
  return { kind: 'none', name, chain: 'PassthroughFilterChain' };
}

/** The services of the longest range that an address is in. */
function nearest(ranges: SharedListener['ranges'], ip: string): readonly ServiceOnPort[] {
  const length = ([cidr]: readonly [string, ServiceOnPort]): number => Number(cidr.split('/')[1] ?? 0);
  const around = ranges.filter(([cidr]) => addressIn(ip, cidr));
  const longest = Math.max(...around.map(length));
  return around.filter((each) => length(each) === longest).map(([, target]) => target);
}

function ofService(
  world: World,
  client: Workload,
  name: string,
  target: ServiceOnPort,
  ip: string,
  seen: Seen,
): ListenerMatch {
  const sniffed = target.port.declared === 'AUTO';
  const entries = isTls(target.port) ? tlsEntries(world, client, target, ip) : null;
  // "A wildcard with DYNAMIC_DNS and a listener of its own uses its host as the SNI" (istio `tls.go`).
  const { hostname, entry } = target.service;
  const wildcard = entry?.resolution === 'DYNAMIC_DNS' && isTls(target.port) && entries === null;
  if (wildcard && (seen.sni === null || mostSpecific([[hostname, target]], seen.sni.toLowerCase()) === null))
    return { kind: 'none', name, chain: 'PassthroughFilterChain' };
  if (entries === null) return { kind: 'service', name, target, sniffed, route: null };
  // "A VirtualService with tls routes on a service with VIP turns VIP_port into SNI chains: another SNI → the default chain" (4.4).
  const route = seen.sni === null ? null : mostSpecific(entries, seen.sni.toLowerCase());
  return route
    ? { kind: 'service', name, target, sniffed, route }
    : { kind: 'none', name, chain: 'PassthroughFilterChain' };
}

/** "TLS/HTTPS without VIP: chain keyed on SNI = hosts", or on the server names of a VirtualService's `tls` routes. */
function byServerName(
  world: World,
  client: Workload,
  services: readonly ServiceOnPort[],
  ip: string,
  sni: string,
): { readonly target: ServiceOnPort; readonly route: StreamEntry | null } | null {
  const chains: (readonly [string, { readonly target: ServiceOnPort; readonly route: StreamEntry | null }])[] = [];
  for (const target of services) {
    const entries = tlsEntries(world, client, target, ip);
    for (const [name, route] of entries ?? []) chains.push([name, { target, route }]);
    if (entries !== null) continue;
    for (const name of serverNames(world, client, target)) chains.push([name, { target, route: null }]);
  }
  return mostSpecific(chains, sni.toLowerCase());
}

/** The host, and every form of the names that ExternalName Services give it (istio `tls.go`). */
function serverNames(world: World, client: Workload, target: ServiceOnPort): readonly string[] {
  const forms = importedAliases(world, sidecarScope(world, client), target).flatMap(({ hostname, name, namespace }) => [
    hostname,
    `${name}.${namespace}.svc`,
    `${name}.${namespace}`,
    ...(namespace === client.namespace ? [name] : []),
  ]);
  return [target.service.hostname, ...forms];
}

/** "Port in Host ignored, case ignored" (4.6). */
export function hostIn(authority: string): string {
  return authority.toLowerCase().replace(/:\d+$/, '');
}
