import type { ServicePort, Workload } from '../cluster/types.ts';
import { addressIn } from './authorization/cidr.ts';
import { mostSpecific } from './hostPatterns.ts';
import { preferred, serviceVisible } from './registry.ts';
import { proxyConfigOf } from './proxyConfig.ts';
import type { EntryFacts, MeshService } from './serviceEntry.ts';
import { importsService, type SidecarScope, sidecarScope } from './sidecarScope.ts';
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
  readonly exact: ReadonlyMap<string, ServiceOnPort>;
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
  const { byAddress, shared } = outboundPort(world, client, port);
  const target = byAddress.get(ip);
  // "Headless: one listener per pod IP, never for the client's own IP."
  if (target && ip !== client.ip) return ofService(world, client, `${ip}_${port}`, target, seen);
  if (!shared) return { kind: 'none', name: 'virtualOutbound', chain: 'virtualOutbound-catchall-tcp' };
  const name = `0.0.0.0_${port}`;
  // "CIDR addresses: 0.0.0.0_port with CIDR match"; Envoy looks at the address before anything else.
  const range = shared.ranges.find(([cidr]) => addressIn(ip, cidr));
  if (range) return ofService(world, client, name, range[1], seen);
  const named = seen.sni === null ? null : byServerName(world, client, shared.tls, seen.sni);
  if (named) return { kind: 'service', name, ...named, sniffed: false };
  if (seen.http && shared.http) return { kind: 'http', name, hosts: shared.http };
  if (shared.any) return { kind: 'service', name, target: shared.any, sniffed: false, route: null };
  // "Anything else → default chain" (4.4).
  return { kind: 'none', name, chain: 'PassthroughFilterChain' };
}

function ofService(world: World, client: Workload, name: string, target: ServiceOnPort, seen: Seen): ListenerMatch {
  const sniffed = target.port.declared === 'AUTO';
  const entries = isTls(target.port) ? tlsEntries(world, client, target) : [];
  // "A wildcard with DYNAMIC_DNS and a listener of its own uses its host as the SNI" (istio `tls.go`).
  const { hostname, entry } = target.service;
  const wildcard = entry?.resolution === 'DYNAMIC_DNS' && isTls(target.port) && entries.length === 0;
  if (wildcard && (seen.sni === null || mostSpecific([[hostname, target]], seen.sni.toLowerCase()) === null))
    return { kind: 'none', name, chain: 'PassthroughFilterChain' };
  if (entries.length === 0) return { kind: 'service', name, target, sniffed, route: null };
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
  sni: string,
): { readonly target: ServiceOnPort; readonly route: StreamEntry | null } | null {
  const chains: (readonly [string, { readonly target: ServiceOnPort; readonly route: StreamEntry | null }])[] = [];
  for (const target of services) {
    const entries = tlsEntries(world, client, target);
    for (const [name, route] of entries) chains.push([name, { target, route }]);
    if (entries.length === 0) chains.push([target.service.hostname, { target, route: null }]);
  }
  return mostSpecific(chains, sni.toLowerCase());
}

/** The virtual host that a Host header picks; null = the catch-all one. "Port in Host ignored, case ignored" (4.6). */
export function matchVirtualHost(hosts: VirtualHosts, authority: string): ServiceOnPort | null {
  const host = authority.toLowerCase().replace(/:\d+$/, '');
  const exact = hosts.exact.get(host);
  if (exact) return exact;
  let best: readonly [string, ServiceOnPort] | null = null;
  for (const entry of hosts.suffix) {
    const [suffix] = entry;
    if (!host.endsWith(suffix) || host.length <= suffix.length) continue;
    if (best === null || suffix.length > best[0].length) best = entry;
  }
  return best?.[1] ?? null;
}

function outboundPort(world: World, client: Workload, port: number): OutboundPort {
  const scope = sidecarScope(world, client);
  const { dnsCapture } = proxyConfigOf(world, client);
  const key = `${scope.key}:${port}${dnsCapture ? ':dns' : ''}`;
  const known = world.outboundPorts.get(key);
  if (known) return known;
  const built = build(world, client.namespace, scope, port, dnsCapture);
  world.outboundPorts.set(key, built);
  return built;
}

function build(world: World, namespace: string, scope: SidecarScope, port: number, dnsCapture: boolean): OutboundPort {
  const byAddress = new Map<string, ServiceOnPort>();
  const exact = new Map<string, ServiceOnPort>();
  const suffix: (readonly [string, ServiceOnPort])[] = [];
  const tls: ServiceOnPort[] = [];
  const ranges: (readonly [string, ServiceOnPort])[] = [];
  let any: ServiceOnPort | null = null;
  let http = false;
  for (const target of servicesOnPort(world, namespace, scope, port)) {
    const { service } = target;
    if (target.port.declared === 'HTTP') {
      // "HTTP family: shared 0.0.0.0_<port>."
      http = true;
      for (const domain of [service, ...aliasesOf(world, namespace, service)].flatMap((each) =>
        domains(namespace, each, dnsCapture),
      )) {
        if (domain.startsWith('*')) suffix.push([domain.slice(1), target]);
        else if (!exact.has(domain)) exact.set(domain, target);
      }
      continue;
    }
    const { single, cidrs } = addressesOf(world, target, dnsCapture);
    for (const ip of single) if (!byAddress.has(ip)) byAddress.set(ip, target);
    for (const cidr of cidrs) ranges.push([cidr, target]);
    if (single.length > 0 || cidrs.length > 0 || service.headless) continue;
    if (isTls(target.port)) tls.push(target);
    else any ??= target;
  }
  const isShared = http || tls.length > 0 || ranges.length > 0 || any !== null;
  return { byAddress, shared: isShared ? { http: http ? { exact, suffix } : null, tls, ranges, any } : null };
}

/** "TCP family or unnamed, with an address: VIP_port; headless: one listener per pod IP." */
function addressesOf(world: World, { service, port }: ServiceOnPort, dnsCapture: boolean) {
  const { entry, headless, clusterIp, hostname } = service;
  if (entry) {
    const addresses = entryAddresses(entry, dnsCapture);
    return { single: addresses.filter((each) => !isRange(each)), cidrs: addresses.filter(isRange) };
  }
  const pods = headless ? world.cluster.endpoints(hostname, port).map((pod) => pod.ip) : [];
  return { single: clusterIp === null ? pods : [clusterIp], cidrs: [] };
}

/** "A made-up address is used only by proxies with DNS capture" (4.2). */
function entryAddresses({ addresses, auto }: EntryFacts, dnsCapture: boolean): readonly string[] {
  return addresses.length === 0 && dnsCapture && auto !== null ? [auto] : addresses;
}

function isRange(address: string): boolean {
  return address.includes('/');
}

/** "FQDN, FQDN., name (same namespace only), name.ns, name.ns.svc, and its VIPs; ServiceEntry: hosts and addresses" (4.6). */
function domains(clientNamespace: string, service: MeshService, dnsCapture: boolean): readonly string[] {
  const { hostname, name, namespace, entry } = service;
  if (entry && !isKubernetesName(service)) {
    const single = entryAddresses(entry, dnsCapture).filter((each) => !isRange(each));
    return hostname.startsWith('*') ? [hostname, ...single] : [hostname, `${hostname}.`, ...single];
  }
  // A ServiceEntry that takes a Service's hostname gets its short names too.
  const [shortName = name, ofNamespace = namespace] = hostname.split('.');
  return [
    hostname,
    `${hostname}.`,
    ...(clientNamespace === ofNamespace ? [shortName] : []),
    `${shortName}.${ofNamespace}`,
    `${shortName}.${ofNamespace}.svc`,
    ...(service.clusterIp === null ? [] : [service.clusterIp]),
    // "Headless HTTP: the virtual host also gets *.<host>."
    ...(service.headless ? [`*.${hostname}`] : []),
  ];
}

/** "An ExternalName Service of a known host is one more name of it" (9.14). */
function aliasesOf(world: World, namespace: string, target: MeshService): readonly MeshService[] {
  const direct = world.aliases.get(target.hostname) ?? [];
  return direct
    .filter((alias) => serviceVisible(world, alias, namespace))
    .flatMap((alias) => [alias, ...aliasesOf(world, namespace, alias)]);
}

function isKubernetesName({ hostname }: MeshService): boolean {
  return hostname.endsWith('.svc.cluster.local') && hostname.split('.').length === 5;
}

/** The services a proxy knows on a port: exported to its namespace, imported by its Sidecar, one per hostname. */
function servicesOnPort(world: World, namespace: string, scope: SidecarScope, port: number): readonly ServiceOnPort[] {
  return [...world.registry.values()].flatMap((named) => {
    const known = named.filter(
      (service) =>
        service.externalName === null &&
        serviceVisible(world, service, namespace) &&
        importsService(scope, port, service),
    );
    const service = preferred(known, namespace);
    const servicePort = service?.ports.find((each) => each.port === port && each.protocol === 'TCP');
    return service && servicePort ? [{ service, port: servicePort }] : [];
  });
}
