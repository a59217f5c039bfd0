import { deploymentName, isManaged } from '../../cluster/deployedGateway.ts';
import { objectsAt, textAt } from '../../cluster/fields.ts';
import { gatewayController } from '../../cluster/gatewayClass.ts';
import { matchesSelector } from '../../cluster/selectors.ts';
import { hostnameOf } from '../../cluster/services.ts';
import type { Cluster } from '../../cluster/types.ts';
import { isObject } from '../../model/json.ts';
import type { ListenerFault } from '../../model/note.ts';
import type { Resource } from '../../model/resource.ts';
import type { KubernetesGatewaySpec, ListenerSpec } from '../../yaml/schema/gatewayApi/gateway.ts';
import type { ReferenceGrantSpec } from '../../yaml/schema/gatewayApi/referenceGrant.ts';
import type { Gateway } from '../gateway/servers.ts';
import type { Admitted } from '../world.ts';
import { listenerTls } from './listenerTls.ts';
import { gatewayGroup, listenerName } from './names.ts';

/** A listener of a Gateway, as routes attach to it. */
export interface Listener {
  readonly resource: Resource;
  readonly spec: ListenerSpec;
  /** `namespace/name` that VirtualServices made for it bind to. */
  readonly gateway: string;
  /** `namespace/host` of the routes that may use it. */
  readonly hosts: readonly string[];
  /** Kinds of routes that may attach. */
  readonly kinds: readonly string[];
  /** What istiod makes of it; null: it serves nothing. */
  readonly made: Gateway | null;
}

/** A listener that serves nothing. */
export interface IdleListener {
  readonly resource: Resource;
  /** Of the entry in `spec.listeners`. */
  readonly index: number;
  readonly port: number;
  readonly reason: ListenerFault;
}

interface Listeners {
  /** As routes attach to them. */
  readonly listeners: readonly Listener[];
  readonly idle: readonly IdleListener[];
}

type KubernetesGateway = Admitted<KubernetesGatewaySpec>;
type Grants = readonly Admitted<ReferenceGrantSpec>[];

/** The listeners of the Gateways that istiod implements as gateways: "each makes a Gateway with a single server". */
export function listenersOf(cluster: Cluster, gateways: readonly KubernetesGateway[], grants: Grants): Listeners {
  const classes = cluster.byKind('GatewayClass');
  const listeners: Listener[] = [];
  const idle: IdleListener[] = [];
  for (const gateway of gateways) {
    const { resource } = gateway;
    if (gatewayController(resource, classes) !== 'gateway') continue;
    const services = servicesOf(resource);
    const taken: ListenerSpec[] = [];
    for (const [index, listener] of (gateway.spec.listeners ?? []).entries()) {
      const fault = faultOf(cluster, gateway, listener, taken, grants);
      if (fault !== null) idle.push({ resource, index, port: listener.port, reason: fault });
      if (fault === 'conflict') continue;
      taken.push(listener);
      // "HTTPS and TLS without tls: skipped", routes do not even attach.
      if (isWithoutTls(listener)) continue;
      listeners.push(made(cluster, gateway, listener, index, services, grants, fault === null));
    }
  }
  return { listeners, idle };
}

const isWithoutTls = ({ protocol, tls }: ListenerSpec): boolean => !tls && (protocol === 'HTTPS' || protocol === 'TLS');

/** "A listener that conflicts with one before it, or whose protocol or TLS is not valid, is not programmed." */
function faultOf(
  cluster: Cluster,
  gateway: KubernetesGateway,
  listener: ListenerSpec,
  taken: readonly ListenerSpec[],
  grants: Grants,
): ListenerFault | null {
  if (taken.some((before) => conflict(before, listener))) return 'conflict';
  if (!Object.hasOwn(supported, listener.protocol) || isWithoutTls(listener)) return 'protocol';
  return listenerTls(cluster, gateway, listener, grants) === 'invalid' ? 'tls' : null;
}

/** The Services whose pods serve a Gateway: the one that istiod makes, or those that its addresses name. */
function servicesOf(gateway: Resource): readonly string[] {
  const { namespace, body } = gateway;
  if (isManaged(gateway)) return [hostnameOf(deploymentName(gateway, 'gateway'), namespace)];
  return objectsAt(body, 'spec', 'addresses').flatMap((address) => {
    const value = textAt(address, 'value');
    // "Only addresses of type Hostname are supported; a short name is completed." Without a type it is an IPAddress.
    if (textAt(address, 'type') !== 'Hostname' || value === null) return [];
    return [value.includes('.') ? value : hostnameOf(value, namespace)];
  });
}

function made(
  cluster: Cluster,
  gateway: KubernetesGateway,
  listener: ListenerSpec,
  index: number,
  services: readonly string[],
  grants: Grants,
  valid: boolean,
): Listener {
  const { resource } = gateway;
  const name = listenerName(resource.name, listener.name);
  const hosts = hostsOf(cluster, resource.namespace, listener);
  const tls = listenerTls(cluster, gateway, listener, grants);
  const { port, protocol } = listener;
  const server = {
    port: { number: port, protocol, name: 'default' },
    hosts,
    ...(tls && tls !== 'invalid' ? { tls } : {}),
  };
  return {
    resource,
    spec: listener,
    gateway: `${resource.namespace}/${name}`,
    hosts,
    kinds: kindsOf(listener),
    made: valid ? { resource, spec: { servers: [server] }, made: { name, services, listener: index } } : null,
  };
}

/** "allowedRoutes.namespaces: Same by default, All, or those with certain labels"; without any the host is nobody's. */
function hostsOf(cluster: Cluster, own: string, { hostname, allowedRoutes }: ListenerSpec): readonly string[] {
  const host = hostname || '*';
  const { from = 'Same', selector } = allowedRoutes?.namespaces ?? {};
  if (from === 'Same') return [`${own}/${host}`];
  if (from === 'All' || !isObject(selector)) return [`*/${host}`];
  const chosen = [...cluster.namespaces.values()].filter(({ labels }) => matchesSelector(selector, labels));
  return chosen.length > 0 ? chosen.map(({ name }) => `${name}/${host}`).sort() : [`~/${host}`];
}

/** "HTTP and HTTPS take HTTPRoutes and GRPCRoutes, TCP TCPRoutes, TLS TLSRoutes, and TCPRoutes too where TLS ends." */
const supported: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TCP: ['TCPRoute'],
  TLS: ['TLSRoute'],
};

function kindsOf({ protocol, tls, allowedRoutes }: ListenerSpec): readonly string[] {
  const known = Object.hasOwn(supported, protocol) ? (supported[protocol] ?? []) : [];
  const kinds = protocol === 'TLS' && tls?.mode === 'Terminate' ? [...known, 'TCPRoute'] : known;
  const wanted = allowedRoutes?.kinds ?? [];
  if (wanted.length === 0) return kinds;
  return kinds.filter((kind) =>
    wanted.some((each) => each.kind === kind && (each.group ?? gatewayGroup) === gatewayGroup),
  );
}

const isStream = ({ protocol }: ListenerSpec): boolean => protocol === 'TCP' || protocol === 'UDP';
const isHttpLike = ({ protocol }: ListenerSpec): boolean => ['HTTP', 'HTTPS', 'TLS'].includes(protocol);

/** "Two listeners of a port are distinct if both are HTTP, HTTPS or TLS and their hostnames differ." */
function conflict(a: ListenerSpec, b: ListenerSpec): boolean {
  if (a.port !== b.port) return false;
  if (isHttpLike(a) && isHttpLike(b)) return (a.hostname || '*') === (b.hostname || '*');
  if (isStream(a) || isStream(b)) return (isStream(a) || isHttpLike(a)) && (isStream(b) || isHttpLike(b));
  return a.protocol === b.protocol;
}
