import { targetPortOf } from '../../cluster/services.ts';
import { matchesLabels } from '../../cluster/selectors.ts';
import type { Service, Workload } from '../../cluster/types.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { GatewaySpec } from '../../yaml/schema/gateway.ts';
import type { Admitted, World } from '../world.ts';

type Server = NonNullable<GatewaySpec['servers']>[number];
export type ServerTls = NonNullable<Server['tls']>;

/** A Gateway, or one that istiod makes of a listener of the Gateway API. */
export interface Gateway extends Admitted<GatewaySpec> {
  readonly made?: {
    /** istiod's own name for it. */
    readonly name: string;
    /** The hostnames of the Services whose pods serve it. */
    readonly services: readonly string[];
    /** Of the entry in `spec.listeners`. */
    readonly listener: number;
  };
}

/** One server of a Gateway, as it is merged into a gateway's pod. */
export interface GatewayServer {
  readonly resource: Resource;
  /** Where it was written. */
  readonly path: Path;
  /** Where its hosts were, and what the field is called. */
  readonly hostsAt: { readonly path: Path; readonly name: 'servers.hosts' | 'listeners.hostname' };
  /** `namespace/name` of the Gateway: what VirtualServices bind to. */
  readonly gateway: string;
  /** As the Gateway says it: the Service's port. */
  readonly port: number;
  readonly kind: ServerKind;
  /** `host`, or `namespace/host` for VirtualServices of that namespace alone. */
  readonly hosts: readonly string[];
  readonly bind: string;
  readonly tls: ServerTls | null;
}

/** What the chains of a server do with the bytes. */
export type ServerKind =
  /** HTTP, in plaintext. */
  | 'http'
  /** HTTP behind TLS that ends here. */
  | 'https'
  /** TCP, in plaintext or behind TLS that ends here. */
  | 'tcp'
  /** TLS that is passed on as it is, by server name. */
  | 'passthrough'
  /** TLS passed on to the cluster that the server name spells. */
  | 'autoPassthrough';

const anyAddress: readonly string[] = ['', '0.0.0.0', '::'];
const httpFamily: readonly string[] = ['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB'];

function kindOf({ port, tls }: Server): ServerKind {
  const protocol = port.protocol.toUpperCase();
  if (httpFamily.includes(protocol)) return 'http';
  if (!tls) return 'tcp';
  // "Unset mode = PASSTHROUGH: certificates are ignored" (7.3).
  const mode = tls.mode ?? 'PASSTHROUGH';
  if (mode === 'PASSTHROUGH') return 'passthrough';
  if (mode === 'AUTO_PASSTHROUGH') return 'autoPassthrough';
  return protocol === 'HTTPS' ? 'https' : 'tcp';
}

/** The servers of all Gateways that select a gateway's pod, by the port its Envoy listens on (7.1, 7.2). */
export function mergedServers(world: World, workload: Workload): ReadonlyMap<number, readonly GatewayServer[]> {
  const merged = new Map<number, readonly GatewayServer[]>();
  const exact = new Map<number, readonly GatewayServer[]>();
  for (const gateway of world.gateways) {
    const { resource, spec, made } = gateway;
    // "In any namespace; its selector must be among the pod's labels."
    if (!made && !matchesLabels(spec.selector ?? {}, workload.labels)) continue;
    for (const [index, server] of (spec.servers ?? []).entries()) {
      const entry: GatewayServer = {
        resource,
        ...placeOf(gateway, index),
        gateway: `${resource.namespace}/${made?.name ?? resource.name}`,
        port: server.port.number,
        kind: kindOf(server),
        hosts: server.hosts.map((host) => scopedHost(host, resource.namespace)),
        bind: server.bind ?? '',
        tls: server.tls ?? null,
      };
      for (const port of listenerPorts(world, workload, gateway, server.port.number)) {
        // "Servers of another bind are a listener of their own": an address that is not the pod's cannot be bound.
        const listeners = anyAddress.includes(entry.bind) ? merged : entry.bind === workload.ip ? exact : null;
        const known = listeners?.get(port) ?? [];
        if (fits(entry, known)) listeners?.set(port, [...known, entry]);
      }
    }
  }
  // Of two listeners on one port connections go to that of the pod's own address.
  return new Map([...merged, ...exact]);
}

/** "`./host` is the Gateway's own namespace, `*` + `/host` any." */
function scopedHost(host: string, namespace: string): string {
  if (host.startsWith('./')) return `${namespace}/${host.slice(2)}`;
  return host.startsWith('*/') ? host.slice(2) : host;
}

function placeOf({ spec, made }: Gateway, index: number): Pick<GatewayServer, 'path' | 'hostsAt'> {
  if (!made) {
    const path = ['spec', 'servers', index];
    return { path, hostsAt: { path: [...path, 'hosts'], name: 'servers.hosts' } };
  }
  const path = ['spec', 'listeners', made.listener];
  // A listener without a hostname takes any: it stands for itself.
  const any = spec.servers?.[index]?.hosts.every((host) => host.endsWith('/*')) ?? true;
  return { path, hostsAt: { path: any ? path : [...path, 'hostname'], name: 'listeners.hostname' } };
}

/**
 * "The server's port is the Service's port, translated to its targetPort; without such a Service port it is the pod's" (7.2).
 * "A Gateway of the Gateway API applies to the pods of its own Services, in its own namespace, on their ports alone."
 */
function listenerPorts(
  world: World,
  workload: Workload,
  { resource, made }: Gateway,
  number: number,
): readonly number[] {
  const targets = world.cluster
    .servicesOf(workload.id)
    .filter((service) => (made ? serves(made, service, resource.namespace) : !untranslated(service)))
    .flatMap((service) => service.ports)
    .filter((port) => port.port === number && port.protocol === 'TCP')
    .flatMap((port) => targetPortOf(port, workload) ?? []);
  if (made) return [...new Set(targets)];
  // "Of several Services with that port the oldest one's alone" (istio `pilot/pkg/model/gateway.go`, resolvePorts).
  return [targets[0] ?? number];
}

function serves(made: NonNullable<Gateway['made']>, { hostname, namespace }: Service, own: string): boolean {
  return made.services.includes(hostname) && namespace === own;
}

/** "A Service with this label opts out of the translation of Gateways' ports." */
function untranslated({ resource }: Service): boolean {
  return 'experimental.istio.io/disable-gateway-port-translation' in resource.labels;
}

/** Whether a server may share a port with those before it (7.5). */
function fits(server: GatewayServer, others: readonly GatewayServer[]): boolean {
  // "Two TLS servers with the same host, port and bind: the later one is dropped."
  const same = (other: GatewayServer): boolean =>
    other.tls !== null && other.hosts.some((host) => server.hosts.includes(host));
  if (server.tls !== null && others.some(same)) return false;
  // "Beside a plaintext server only HTTP fits, if that one is HTTP too; beside TLS servers alone anything does."
  const plain = others.find((each) => each.kind === 'http' || each.tls === null);
  return plain === undefined || (plain.kind === 'http' && server.kind === 'http');
}
