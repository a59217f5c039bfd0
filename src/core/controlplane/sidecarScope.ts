import { type PortProtocol, selectProtocol } from '../cluster/protocol.ts';
import type { Service, Workload } from '../cluster/types.ts';
import type { SidecarSpec } from '../yaml/schema/sidecar.ts';
import type { OutboundMode } from './meshConfig.ts';
import { hostCovers } from './visibility.ts';
import type { Admitted, World } from './world.ts';

export type Sidecar = Admitted<SidecarSpec>;

/** `namespace/host` of an egress listener; `.` has become the own namespace. */
interface HostPattern {
  readonly namespace: string;
  readonly host: string;
  readonly subtracts: boolean;
}

/** An egress listener on an address of its own (4.12). */
export interface OwnListener {
  /** `0.0.0.0`: any. */
  readonly ip: string;
  /** Null: each port of the services behind it. */
  readonly port: number | null;
  /** "captureMode: NONE": a real socket, which the application must dial; else captured traffic to the address meets it. */
  readonly bound: boolean;
  /** Null: that of each service. */
  readonly protocol: PortProtocol | null;
  readonly hosts: readonly HostPattern[];
}

/** What a workload's proxy knows of the mesh: which services, and what becomes of the rest. */
export interface SidecarScope {
  /** Proxies of one key have the same outbound configuration. */
  readonly key: string;
  readonly sidecar: Sidecar | null;
  readonly outbound: OutboundMode;
  /** Hosts by the port of the listener; the catch-all listener's under null. Null: built-in default, everything. */
  readonly egress: ReadonlyMap<number | null, readonly HostPattern[]> | null;
  /** How the listeners of the Sidecar's own ports read bytes, by port: its word beats that of the services. */
  readonly protocols: ReadonlyMap<number, PortProtocol>;
  /** Listeners on addresses of their own. */
  readonly ownListeners: readonly OwnListener[];
}

/** "Exactly one Sidecar applies; fields are not merged" (4.9). */
export function sidecarFor(world: World, workload: Workload): Sidecar | null {
  // "Gateways and waypoints ignore Sidecars" (4.9), and so does ztunnel.
  if (workload.proxy === 'waypoint' || workload.proxy === 'ambient') return null;
  const own = world.sidecars.get(workload.namespace) ?? [];
  const hasSelector = ({ spec }: Sidecar): boolean => spec.workloadSelector !== undefined;
  // "In the pod's own namespace: those with workloadSelector (oldest first) whose labels ⊆ pod labels."
  const selected = own.find(
    (each) =>
      hasSelector(each) &&
      Object.entries(each.spec.workloadSelector?.labels ?? {}).every(([key, value]) => workload.labels[key] === value),
  );
  // "Then selector-less; else the oldest selector-less Sidecar of the root namespace."
  const plain = own.find((each) => !hasSelector(each));
  const root = (world.sidecars.get(world.mesh.rootNamespace) ?? []).find((each) => !hasSelector(each));
  return selected ?? plain ?? root ?? null;
}

/** The scope of a workload's proxy; built once per Sidecar and namespace. */
export function sidecarScope(world: World, workload: Workload): SidecarScope {
  const sidecar = sidecarFor(world, workload);
  const key = `${workload.namespace}|${sidecar?.resource.id ?? ''}`;
  const known = world.sidecarScopes.get(key);
  if (known) return known;
  const policy = sidecar?.spec.outboundTrafficPolicy;
  const egress = sidecar?.spec.egress ?? [];
  const built: SidecarScope = {
    key,
    sidecar,
    // "The selected Sidecar's outboundTrafficPolicy if the field is present; {} means mode 0 = REGISTRY_ONLY" (4.8).
    outbound: policy ? (policy.mode ?? 'REGISTRY_ONLY') : world.mesh.outboundTrafficPolicy,
    // "An ingress-only Sidecar has egress */*."
    egress:
      egress.length === 0
        ? null
        : new Map(
            egress.map((listener) => [listener.port?.number ?? null, patterns(listener.hosts, workload.namespace)]),
          ),
    protocols: new Map(
      egress.flatMap((each) => (each.port && !isSocket(each) ? [[numberOf(each.port), protocolOf(each.port)]] : [])),
    ),
    ownListeners: egress.filter(isSocket).map((each) => ({
      // "Without a bind the default loopback IP."
      ip: each.bind || '127.0.0.1',
      port: each.port ? numberOf(each.port) : null,
      bound: each.captureMode === 'NONE',
      protocol: each.port ? protocolOf(each.port) : null,
      hosts: patterns(each.hosts, workload.namespace),
    })),
  };
  world.sidecarScopes.set(key, built);
  return built;
}

/** Whether a scope imports a service of a namespace on a port: "imported iff its host ⊆ pattern" (4.10, 4.12). */
export function importsService(
  scope: SidecarScope,
  port: number,
  { namespace, hostname }: Pick<Service, 'namespace' | 'hostname'>,
): boolean {
  return imports(scope, port, namespace, ({ host }) => hostCovers(host, hostname));
}

/** The same of a VirtualService's host: "we check Matches, which is bi-directional" (istio `sidecar.go` VSMatches). */
export function importsRouter(scope: SidecarScope, port: number, namespace: string, host: string): boolean {
  return imports(
    scope,
    port,
    namespace,
    (pattern) =>
      pattern.host === host || hostCovers(pattern.host, host) || (!pattern.subtracts && hostCovers(host, pattern.host)),
  );
}

function imports(
  scope: SidecarScope,
  port: number,
  namespace: string,
  fits: (pattern: HostPattern) => boolean,
): boolean {
  if (scope.egress === null) return true;
  // "Egress listeners with port: only services having that port; the catch-all listener covers the rest."
  const list = scope.egress.get(port) ?? scope.egress.get(null) ?? [];
  const matches = (pattern: HostPattern): boolean =>
    (pattern.namespace === '*' || pattern.namespace === namespace) && fits(pattern);
  // "~ns/host subtracts; ~/* = subtract everything."
  return list.some((each) => !each.subtracts && matches(each)) && !list.some((each) => each.subtracts && matches(each));
}

/** The listener on an address of its own that takes a connection; `bound`: of those that are real sockets. */
export function ownListenerAt({ ownListeners }: SidecarScope, ip: string, port: number): OwnListener | null {
  const at = ownListeners.filter((each) => each.port === null || each.port === port);
  return at.find((each) => each.ip === ip) ?? at.find((each) => each.ip === '0.0.0.0') ?? null;
}

type EgressPort = NonNullable<NonNullable<SidecarSpec['egress']>[number]['port']>;

function numberOf({ number }: EgressPort): number {
  return number ?? 0;
}

function protocolOf({ number, protocol }: EgressPort): PortProtocol {
  return selectProtocol('TCP', number ?? 0, null, (protocol ?? '').toLowerCase());
}

function isSocket({ captureMode, bind }: NonNullable<SidecarSpec['egress']>[number]): boolean {
  return captureMode === 'NONE' || Boolean(bind);
}

function patterns(hosts: readonly string[], own: string): readonly HostPattern[] {
  return hosts.map((text) => {
    const slash = text.indexOf('/');
    const namespace = slash < 0 ? '*' : text.slice(0, slash);
    const host = text.slice(slash + 1);
    const subtracts = namespace.startsWith('~');
    const named = subtracts ? namespace.slice(1) || '*' : namespace;
    return { namespace: named === '.' ? own : named, host, subtracts };
  });
}
