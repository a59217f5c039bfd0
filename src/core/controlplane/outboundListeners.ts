import type { Service, ServicePort, Workload } from '../cluster/types.ts';
import { importsService, type SidecarScope, sidecarScope } from './sidecarScope.ts';
import { exportedTo } from './visibility.ts';
import type { World } from './world.ts';

export interface ServiceOnPort {
  readonly service: Service;
  readonly port: ServicePort;
}

/** The outbound listeners of one port, as the proxies of one namespace have them. */
export interface OutboundPort {
  /** `IP_PORT` listeners by address. */
  readonly byAddress: ReadonlyMap<string, ServiceOnPort>;
  /** The virtual hosts of `0.0.0.0_PORT`; null: there is no such listener. */
  readonly http: VirtualHosts | null;
}
export interface VirtualHosts {
  readonly exact: ReadonlyMap<string, ServiceOnPort>;
  readonly suffix: readonly (readonly [suffix: string, target: ServiceOnPort])[];
}

/** What an outbound connection to an address meets at the client's proxy (4.3, 4.4). */
export type ListenerMatch =
  /** HTTP by Host header, everything else by the default chain. */
  | { readonly kind: 'http'; readonly name: string; readonly hosts: VirtualHosts }
  /** One service, whatever is sent. `sniffed`: HTTP is told apart from TCP, whatever its Host. */
  | { readonly kind: 'service'; readonly name: string; readonly target: ServiceOnPort; readonly sniffed: boolean }
  /** `virtualOutbound`: no listener for it. */
  | { readonly kind: 'none' };

/** "Exact IP_port, else 0.0.0.0_port, else virtualOutbound" (4.3). */
export function matchListener(world: World, client: Workload, ip: string, port: number): ListenerMatch {
  const listeners = outboundPort(world, client, port);
  const target = listeners.byAddress.get(ip);
  // "Headless: one listener per pod IP, never for the client's own IP."
  if (target && ip !== client.ip) {
    return { kind: 'service', name: `${ip}_${port}`, target, sniffed: target.port.declared === 'AUTO' };
  }
  if (listeners.http) return { kind: 'http', name: `0.0.0.0_${port}`, hosts: listeners.http };
  return { kind: 'none' };
}

/** The virtual host that a Host header picks; null = the catch-all one. "Port in Host ignored, case ignored" (4.6). */
export function matchVirtualHost(hosts: VirtualHosts, authority: string): ServiceOnPort | null {
  const host = authority.toLowerCase().replace(/:\d+$/, '');
  const exact = hosts.exact.get(host);
  if (exact) return exact;
  return hosts.suffix.find(([suffix]) => host.endsWith(suffix) && host.length > suffix.length)?.[1] ?? null;
}

function outboundPort(world: World, client: Workload, port: number): OutboundPort {
  const scope = sidecarScope(world, client);
  const key = `${scope.key}:${port}`;
  const known = world.outboundPorts.get(key);
  if (known) return known;
  const built = build(world, client.namespace, scope, port);
  world.outboundPorts.set(key, built);
  return built;
}

function build(world: World, namespace: string, scope: SidecarScope, port: number): OutboundPort {
  const byAddress = new Map<string, ServiceOnPort>();
  const exact = new Map<string, ServiceOnPort>();
  const suffix: (readonly [string, ServiceOnPort])[] = [];
  let http = false;
  for (const target of servicesOnPort(world, namespace, scope, port)) {
    const { service } = target;
    if (target.port.declared === 'HTTP') {
      // "HTTP family: shared 0.0.0.0_<port>."
      http = true;
      for (const domain of domains(namespace, service)) if (!exact.has(domain)) exact.set(domain, target);
      // "Headless HTTP: the virtual host also gets *.<host>."
      if (service.headless) suffix.push([`.${service.hostname}`, target]);
      continue;
    }
    // "TCP family or unnamed, with a cluster IP: VIP_port; headless: one listener per pod IP."
    const pods = service.headless ? world.cluster.endpoints(service.hostname, target.port).map((pod) => pod.ip) : [];
    for (const ip of service.clusterIp === null ? pods : [service.clusterIp]) {
      if (!byAddress.has(ip)) byAddress.set(ip, target);
    }
  }
  return { byAddress, http: http ? { exact, suffix } : null };
}

/** "FQDN, FQDN., name (same namespace only), name.ns, name.ns.svc, and its VIPs" (4.6). */
function domains(clientNamespace: string, service: Service): readonly string[] {
  const { hostname, name, namespace } = service;
  return [
    hostname,
    `${hostname}.`,
    ...(clientNamespace === namespace ? [name] : []),
    `${name}.${namespace}`,
    `${name}.${namespace}.svc`,
    ...(service.clusterIp === null ? [] : [service.clusterIp]),
  ];
}

/** The services a proxy knows on a port: those exported to its namespace and imported by its Sidecar. */
function servicesOnPort(world: World, namespace: string, scope: SidecarScope, port: number): readonly ServiceOnPort[] {
  return [...world.cluster.services.values()].flatMap((service) => {
    if (service.externalName !== null || !visible(world, service, namespace)) return [];
    if (!importsService(scope, port, service)) return [];
    const servicePort = service.ports.find((each) => each.port === port && each.protocol === 'TCP');
    return servicePort ? [{ service, port: servicePort }] : [];
  });
}

/** "Service: annotation networking.istio.io/exportTo" (4.16). */
function visible(world: World, service: Service, namespace: string): boolean {
  const annotation = service.resource.annotations['networking.istio.io/exportTo'];
  const exportTo = annotation?.split(',').map((entry) => entry.trim());
  return exportedTo(exportTo, world.mesh.defaultServiceExportTo, service.namespace, namespace);
}
