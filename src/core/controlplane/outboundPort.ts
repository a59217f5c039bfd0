import type { PortProtocol } from '../cluster/protocol.ts';
import type { Workload } from '../cluster/types.ts';
import type { OutboundPort, ServiceOnPort, VirtualHosts } from './outboundListeners.ts';
import { proxyConfigOf } from './proxyConfig.ts';
import { preferred, serviceVisible } from './registry.ts';
import type { EntryFacts, MeshService } from './serviceEntry.ts';
import { importsService, type OwnListener, type SidecarScope, sidecarScope } from './sidecarScope.ts';
import { isTls } from './streamRoutes.ts';
import type { World } from './world.ts';

/** What a name stands for, and where that stands among all services: "the first one with a name has it". */
interface Named {
  readonly target: ServiceOnPort;
  readonly place: number;
}
type Names = Map<string, Named>;
type Suffixes = (readonly [suffix: string, target: ServiceOnPort])[];

/** Names that the proxies of one namespace alone know. */
interface ShortNames {
  readonly names: Names;
  readonly suffix: Suffixes;
}

/** The listeners of a port, before it is known in which namespace the proxy is. */
export interface OpenPort {
  readonly port: OutboundPort;
  readonly names: Names;
  readonly shortNames: ReadonlyMap<string, ShortNames>;
}

/** The outbound listeners of one port at a client's proxy; made once for all proxies that have the same. */
export function outboundPort(world: World, client: Workload, port: number): OutboundPort {
  const scope = sidecarScope(world, client);
  const { dnsCapture } = proxyConfigOf(world, client);
  const key = `${scope.key}:${port}${dnsCapture ? ':dns' : ''}`;
  const known = world.outboundPorts.get(key);
  if (known) return known;
  const built = inNamespace(openPort(world, client.namespace, scope, port, dnsCapture), client.namespace);
  world.outboundPorts.set(key, built);
  return built;
}

/** The services behind a listener on an address of its own, and their virtual hosts; null: there are none, so it is not made. */
export function ownPort(
  world: World,
  client: Workload,
  { hosts, protocol }: OwnListener,
  port: number,
): { readonly first: ServiceOnPort; readonly http: VirtualHosts | null } | null {
  const scope = sidecarScope(world, client);
  const own = { ...scope, egress: new Map([[port, hosts]]) };
  const services = imported(world, client.namespace, own, port).map((each) => readAs(each, protocol));
  const [first] = services;
  if (!first) return null;
  const { dnsCapture } = proxyConfigOf(world, client);
  const made = inNamespace(build(world, own, services, dnsCapture), client.namespace);
  return { first, http: made.shared?.http ?? null };
}

/** With the short names of a namespace. */
function inNamespace({ port, names, shortNames }: OpenPort, namespace: string): OutboundPort {
  const own = shortNames.get(namespace);
  if (port.shared?.http == null || own === undefined) return port;
  const named = (host: string): ServiceOnPort | undefined => {
    const [long, short] = [names.get(host), own.names.get(host)];
    return (long && short && short.place < long.place ? short : (long ?? short))?.target;
  };
  const suffix = [...port.shared.http.suffix, ...own.suffix];
  return { ...port, shared: { ...port.shared, http: { named, suffix } } };
}

/** Where all namespaces know the same services, and no Sidecar leaves any out, they have all but short names in common. */
function openPort(world: World, namespace: string, scope: SidecarScope, port: number, dnsCapture: boolean): OpenPort {
  const make = (): OpenPort => build(world, scope, servicesOnPort(world, namespace, scope, port), dnsCapture);
  if (scope.egress !== null || !world.openToAll) return make();
  const key = `${port}${dnsCapture ? ':dns' : ''}`;
  const known = world.openPorts.get(key);
  if (known) return known;
  const made = make();
  world.openPorts.set(key, made);
  return made;
}

function build(world: World, scope: SidecarScope, services: readonly ServiceOnPort[], dnsCapture: boolean): OpenPort {
  const byAddress = new Map<string, ServiceOnPort>();
  const names: Names = new Map();
  const shortNames = new Map<string, ShortNames>();
  const suffix: Suffixes = [];
  const tls: ServiceOnPort[] = [];
  const ranges: (readonly [string, ServiceOnPort])[] = [];
  let any: ServiceOnPort | null = null;
  let http = false;
  const addNames = (target: ServiceOnPort, place: number): void => {
    const known = (list: readonly string[], exact: Names, wild: Suffixes): void => {
      for (const name of list) {
        if (name.startsWith('*')) wild.push([name.slice(1), target]);
        else if (!exact.has(name)) exact.set(name, { target, place });
      }
    };
    for (const each of [target.service, ...importedAliases(world, scope, target)]) {
      known(domains(each, dnsCapture), names, suffix);
      const short = shortNameOf(each);
      if (short === null) continue;
      const own = shortNames.get(short.namespace) ?? { names: new Map(), suffix: [] };
      known(withPods(each, [short.name]), own.names, own.suffix);
      shortNames.set(short.namespace, own);
    }
  };
  services.forEach((target, place) => {
    const { service } = target;
    // Routes of a port are for all its services that HTTP may reach: a sniffed one has its names there, too (istio `route.go`).
    if (target.port.declared !== 'TCP') addNames(target, place);
    // "HTTP family: shared 0.0.0.0_<port>."
    if (target.port.declared === 'HTTP') {
      http = true;
      return;
    }
    const { single, cidrs } = addressesOf(world, target, dnsCapture);
    for (const ip of single) if (!byAddress.has(ip)) byAddress.set(ip, target);
    for (const cidr of cidrs) ranges.push([cidr, target]);
    if (single.length > 0 || cidrs.length > 0 || service.headless) return;
    // A sniffed port without an address of its own is on the shared listener with both its chains.
    if (target.port.declared === 'AUTO') http = true;
    if (isTls(target.port)) tls.push(target);
    else any ??= target;
  });
  const isShared = http || tls.length > 0 || ranges.length > 0 || any !== null;
  const hosts = http ? { named: (host: string) => names.get(host)?.target, suffix } : null;
  const shared = isShared ? { http: hosts, tls, ranges, any } : null;
  const onPort = new Map(services.map((target) => [target.service.hostname, target]));
  return { port: { byAddress, shared, services: onPort }, names, shortNames };
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

/** "FQDN, FQDN., name.ns, name.ns.svc, and its VIPs; ServiceEntry: hosts and addresses" (4.6). */
function domains(service: MeshService, dnsCapture: boolean): readonly string[] {
  const { hostname, entry } = service;
  if (entry && !isKubernetesName(service)) {
    const single = entryAddresses(entry, dnsCapture).filter((each) => !isRange(each));
    return hostname.startsWith('*') ? [hostname, ...single] : [hostname, `${hostname}.`, ...single];
  }
  const [shortName, ofNamespace] = partsOf(service);
  const forms = [hostname, `${hostname}.`, `${shortName}.${ofNamespace}`, `${shortName}.${ofNamespace}.svc`];
  return [...withPods(service, forms), ...(service.clusterIp === null ? [] : [service.clusterIp])];
}

/** "Headless HTTP: the virtual host also gets *.<host>", for every form of the host (istio `httproute.go`). */
function withPods({ headless }: MeshService, forms: readonly string[]): readonly string[] {
  return headless ? [...forms, ...forms.map((form) => `*.${form}`)] : forms;
}

/** "name (same namespace only)" (4.6). */
function shortNameOf(service: MeshService): { readonly name: string; readonly namespace: string } | null {
  if (service.entry && !isKubernetesName(service)) return null;
  const [name, namespace] = partsOf(service);
  return { name, namespace };
}

/** A ServiceEntry that takes a Service's hostname gets its short names too. */
function partsOf({ hostname, name, namespace }: MeshService): readonly [string, string] {
  const [shortName = name, ofNamespace = namespace] = hostname.split('.');
  return [shortName, ofNamespace];
}

/**
 * "An ExternalName Service of a known host is one more name of it" (9.14), whomever it is exported to; a Sidecar leaves out
 * those whose own name none of its hosts for the target's namespace covers (istio `sidecar.go`, matchingAliasService).
 */
export function importedAliases(
  world: World,
  scope: SidecarScope,
  { service, port }: ServiceOnPort,
): readonly MeshService[] {
  return aliasesOf(world, service).filter(({ hostname }) =>
    importsService(scope, port.port, { namespace: service.namespace, hostname }),
  );
}

function aliasesOf(world: World, target: MeshService): readonly MeshService[] {
  const direct = world.aliases.get(target.hostname) ?? [];
  return direct.flatMap((alias) => [alias, ...aliasesOf(world, alias)]);
}

function isKubernetesName({ hostname }: MeshService): boolean {
  return hostname.endsWith('.svc.cluster.local') && hostname.split('.').length === 5;
}

/** The services behind the listeners of a port that captured traffic meets. */
function servicesOnPort(world: World, namespace: string, scope: SidecarScope, port: number): readonly ServiceOnPort[] {
  const own = scope.ownListeners.find((each) => each.port === port || each.port === null);
  if (!own || scope.protocols.has(port))
    return imported(world, namespace, scope, port).map((each) => readAs(each, scope.protocols.get(port) ?? null));
  // "bind and captureMode: NONE create real sockets the app must dial": captured traffic finds nothing there (4.12).
  if (own.port === null) return [];
  // The catch-all listener has the port as well; but routes are those of the first listener of a port (istio `GetEgressListenerForRDS`).
  const egress = new Map([...(scope.egress ?? [])].filter(([each]) => each === null));
  const rest = imported(world, namespace, { ...scope, egress }, port);
  const http = rest.some((each) => each.port.declared === 'HTTP') ? imported(world, namespace, scope, port) : [];
  const routed = http.map((each) => readAs(each, { declared: 'HTTP', application: 'http' }));
  return [...rest.filter((each) => each.port.declared !== 'HTTP'), ...routed];
}

/** "The protocol of the listener": the Sidecar's own word, where it has one for the port. */
function readAs({ service, port }: ServiceOnPort, protocol: PortProtocol | null): ServiceOnPort {
  return { service, port: { ...port, ...protocol } };
}

/** The services a proxy knows on a port: exported to its namespace, imported by its Sidecar, one per hostname. */
function imported(world: World, namespace: string, scope: SidecarScope, port: number): readonly ServiceOnPort[] {
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
