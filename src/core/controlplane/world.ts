import { buildCluster, type ClusterMemory } from '../cluster/cluster.ts';
import type { Resolution } from '../cluster/dns.ts';
import type { Cluster, Service, Topology, WaitingOf, Workload } from '../cluster/types.ts';
import type { Certificate } from '../model/certificate.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import { secondsAt } from '../model/moment.ts';
import type { Path, Resource, SourceRef, WorkloadId } from '../model/resource.ts';
import type { AuthorizationPolicySpec } from '../yaml/schema/authorizationPolicy.ts';
import type { DestinationRuleSpec } from '../yaml/schema/destinationRule.ts';
import type { NetworkPolicySpec } from '../yaml/schema/networkPolicy.ts';
import type { PeerAuthenticationSpec } from '../yaml/schema/peerAuthentication.ts';
import type { RequestAuthenticationSpec } from '../yaml/schema/requestAuthentication.ts';
import type { Reader } from './admission/reader.ts';
import type { SidecarSpec } from '../yaml/schema/sidecar.ts';
import type { WorkloadEntrySpec } from '../yaml/schema/workloadEntry.ts';
import { readers } from './admission/readers.ts';
import { byAge } from './age.ts';
import { autoAddresses } from './autoAllocate.ts';
import type { ZtunnelPolicies } from './ambient/ztunnelPolicies.ts';
import type { RbacFilter, RbacMemory } from './authorization/rbac.ts';
import { type Issuance, undisturbed, waitingOf } from './certificates.ts';
import type { OutboundCluster } from './clusters.ts';
import { isDiscovered } from './discovery.ts';
import type { GatewayListeners } from './gateway/listener.ts';
import type { Gateway } from './gateway/servers.ts';
import { byMadeAge, convert, type LeftOut } from './gatewayApi/convert.ts';
import { istiodFlags } from './istiodFlags.ts';
import type { InboundListener } from './inboundListener.ts';
import { type MeshConfig, readMeshConfig } from './meshConfig.ts';
import type { OutboundPort } from './outboundListeners.ts';
import type { OpenPort } from './outboundPort.ts';
import type { PeerMode } from './peerAuthentication.ts';
import type { PolicyChain } from './policyChain.ts';
import { buildRegistry, isOpenToAll, type Registry } from './registry.ts';
import { type MeshService, servicesOfEntry } from './serviceEntry.ts';
import type { SidecarScope } from './sidecarScope.ts';
import type { VirtualService } from './virtualService.ts';

/** An Istio resource that istiod accepted, with its spec read. */
export interface Admitted<Spec> {
  readonly resource: Resource;
  readonly spec: Spec;
}

/** An Istio resource that takes no part, and why. */
export interface Rejected {
  readonly resource: Resource;
  readonly diagnostics: readonly Diagnostic[];
}

/** Everything istiod knows: Kubernetes' objects, Istio's own, the mesh's settings. Indexed once per edit. */
export interface World {
  readonly cluster: Cluster;
  readonly mesh: MeshConfig;
  /** istiod's feature flags (environment variables) that are not at their defaults. */
  readonly flags: Readonly<Record<string, string>>;
  readonly clock: string;
  readonly laboratory: boolean;
  readonly authorizer: Authorizer;
  /** How certificates came to the proxies. */
  readonly issuance: Issuance;
  /** Where a setting of MeshConfig is written; null: nowhere, it is the default. */
  readonly meshSource: (setting: Path) => SourceRef | null;
  /** Each oldest first, then by name, then by namespace. */
  readonly authorizationPolicies: ReadonlyMap<string, readonly Admitted<AuthorizationPolicySpec>[]>;
  readonly requestAuthentications: ReadonlyMap<string, readonly Admitted<RequestAuthenticationSpec>[]>;
  readonly peerAuthentications: ReadonlyMap<string, readonly Admitted<PeerAuthenticationSpec>[]>;
  readonly destinationRules: ReadonlyMap<string, readonly Admitted<DestinationRuleSpec>[]>;
  readonly sidecars: ReadonlyMap<string, readonly Admitted<SidecarSpec>[]>;
  readonly workloadEntries: ReadonlyMap<string, readonly Admitted<WorkloadEntrySpec>[]>;
  /** All of them, oldest first, with those made of Gateway API routes. */
  readonly virtualServices: readonly VirtualService[];
  /** All of them, oldest first, with those made of Gateway API listeners. */
  readonly gateways: readonly Gateway[];
  /** Gateway API routes and listeners that have no part in anything. */
  readonly leftOut: LeftOut;
  readonly networkPolicies: ReadonlyMap<string, readonly Admitted<NetworkPolicySpec>[]>;
  /** Kubernetes' services and those of ServiceEntries. */
  readonly registry: Registry;
  /** The services of ServiceEntries, by their namespace. */
  readonly entries: ReadonlyMap<string, readonly MeshService[]>;
  /** ExternalName services, by the hostname they stand for. */
  readonly aliases: ReadonlyMap<string, readonly Service[]>;
  readonly rejected: readonly Rejected[];
  /** Schema findings of admitted resources, such as unknown fields. */
  readonly diagnostics: readonly Diagnostic[];
  /** Built when the first request reaches a proxy. */
  readonly inboundListeners: Map<WorkloadId, InboundListener>;
  /** By layer and policies: proxies with the same policies share their filters. */
  readonly rbacFilters: Map<string, readonly RbacFilter[]>;
  readonly rbacMemory: RbacMemory;
  readonly ztunnelPolicies: Map<WorkloadId, ZtunnelPolicies>;
  /** By waypoint and service; none: traffic that is addressed to pods. */
  readonly waypointListeners: Map<string, PolicyChain>;
  readonly gatewayListeners: Map<WorkloadId, GatewayListeners>;
  /** Whether every namespace knows every service, each by a hostname of its own. */
  readonly openToAll: boolean;
  /** By port, where it is so. */
  readonly openPorts: Map<string, OpenPort>;
  /** By scope and port. */
  readonly outboundPorts: Map<string, OutboundPort>;
  /** By owner and Envoy's name. */
  readonly outboundClusters: Map<string, OutboundCluster | null>;
  /** By `workload:port` (no port: the workload level), or by namespace. */
  readonly peerModes: Map<string, PeerMode>;
  readonly sidecarScopes: Map<string, SidecarScope>;
  /** What each proxy shows; null: it has none. */
  readonly certificates: Map<WorkloadId, Certificate | null>;
  /** DNS answers, by `namespace:name`. */
  readonly names: Map<string, Resolution>;
}

/** What an authorizer says. `unknown`: nobody has said what it would, or its answer hangs on something not modelled. */
export type AuthorizerAnswer =
  | { readonly kind: 'allow'; readonly headers: readonly (readonly [string, string])[] }
  | {
      readonly kind: 'deny';
      readonly status: number;
      readonly body: string;
      /** Passed on to the client. */
      readonly headers?: readonly (readonly [string, string])[];
    }
  | { readonly kind: 'error' }
  | { readonly kind: 'unknown'; readonly why: 'notSaid' | 'notModelled' };

/** The application behind an ext_authz provider: who is asked, on which port, in which protocol, with which headers, as which provider. */
export type Authorizer = (
  server: Workload,
  port: number,
  protocol: 'http' | 'grpc',
  headers: readonly (readonly [string, string])[],
  provider: string,
) => AuthorizerAnswer;

export interface WorldOptions {
  readonly mesh: JsonObject;
  readonly topology: Topology | null;
  /** RFC 3339 */
  readonly clock: string;
  /**
   * As in the recordings: every application answers TLS on every port (else only on ports declared HTTPS or TLS), and
   * authorities that users name for outside servers signed none of their certificates (else nobody knows).
   */
  readonly laboratory?: boolean;
  /** Where a setting of `mesh` is written; absent: it is in no document. */
  readonly meshSource?: (setting: Path) => SourceRef | null;
  /** Feature flags of istiod, beside those of its Deployment in the text. */
  readonly flags?: Readonly<Record<string, string>>;
  /** What external authorizers answer; absent: nobody knows. */
  readonly authorizer?: Authorizer;
  /** Absent: nothing ever went wrong. */
  readonly issuance?: Issuance;
  /** What runs in the cluster that was built last: not worked out again where it is the same. */
  readonly clusters?: ClusterMemory;
}

/** Reads resources into a world. Whatever cannot be read is listed in `rejected`; never throws. */
export function buildWorld(resources: readonly Resource[], options: WorldOptions): World {
  const issuance = options.issuance ?? undisturbed(secondsAt(options.clock));
  // Where nothing is special about any proxy's certificate, no pod waits for one.
  const waiting: WaitingOf | null = issuance.proxies.size === 0 ? null : (workload) => waitingOf(issuance, workload);
  const cluster = buildCluster(resources, options.topology, waiting, options.clusters);
  const mesh = readMeshConfig(options.mesh);
  const seen = (namespace: string): boolean => isDiscovered(mesh, cluster, namespace);
  const rejected: Rejected[] = [];
  const diagnostics: Diagnostic[] = [];
  const admit = <Spec>({ kind, read }: Reader<Spec>): ReadonlyMap<string, readonly Admitted<Spec>[]> => {
    const byNamespace = new Map<string, Admitted<Spec>[]>();
    for (const resource of [...cluster.byKind(kind)].sort(byAge)) {
      // What istiod does not look at is still Kubernetes' own.
      if (kind !== 'NetworkPolicy' && !seen(resource.namespace)) continue;
      const admission = read(resource);
      if (admission.entry === null) {
        rejected.push({ resource, diagnostics: admission.diagnostics });
        continue;
      }
      diagnostics.push(...admission.diagnostics);
      const list = byNamespace.get(resource.namespace);
      if (list) list.push(admission.entry);
      else byNamespace.set(resource.namespace, [admission.entry]);
    }
    return byNamespace;
  };
  const admitted = admit(readers.serviceEntry);
  const auto = autoAddresses(oldestFirst(admitted));
  const entries = new Map(
    [...admitted].map(([namespace, list]) => [namespace, list.flatMap((entry) => servicesOfEntry(entry, auto))]),
  );
  const registry = buildRegistry(
    [...cluster.services.values()].filter(({ namespace }) => seen(namespace)),
    oldestFirst(admitted),
    auto,
  );
  const all = <Spec>(kind: Reader<Spec>): readonly Admitted<Spec>[] => oldestFirst(admit(kind));
  const api = {
    gateways: all(readers.kubernetesGateway),
    httpRoutes: all(readers.httpRoute),
    grpcRoutes: all(readers.grpcRoute),
    tcpRoutes: all(readers.tcpRoute),
    tlsRoutes: all(readers.tlsRoute),
  };
  const otherNames = aliases(cluster);
  const { gateways, virtualServices, leftOut } = convert(
    api,
    { cluster, registry, grants: all(readers.referenceGrant) },
    entries,
  );
  return {
    cluster,
    mesh,
    flags: { ...istiodFlags(resources), ...options.flags },
    clock: options.clock,
    issuance,
    meshSource: options.meshSource ?? (() => null),
    laboratory: options.laboratory ?? false,
    authorizer: options.authorizer ?? (() => ({ kind: 'unknown', why: 'notSaid' })),
    authorizationPolicies: admit(readers.authorizationPolicy),
    requestAuthentications: admit(readers.requestAuthentication),
    peerAuthentications: admit(readers.peerAuthentication),
    destinationRules: admit(readers.destinationRule),
    sidecars: admit(readers.sidecar),
    workloadEntries: admit(readers.workloadEntry),
    virtualServices: [...all(readers.virtualService), ...virtualServices].sort(byMadeAge),
    networkPolicies: admit(readers.networkPolicy),
    gateways: [...all(readers.gateway), ...gateways].sort(byMadeAge),
    leftOut,
    registry,
    entries,
    aliases: otherNames,
    rejected,
    diagnostics,
    inboundListeners: new Map(),
    rbacFilters: new Map(),
    rbacMemory: { results: new Map(), checks: 0 },
    ztunnelPolicies: new Map(),
    waypointListeners: new Map(),
    gatewayListeners: new Map(),
    openToAll: isOpenToAll(registry, otherNames, mesh.defaultServiceExportTo),
    openPorts: new Map(),
    outboundPorts: new Map(),
    outboundClusters: new Map(),
    peerModes: new Map(),
    sidecarScopes: new Map(),
    certificates: new Map(),
    names: new Map(),
  };
}

function oldestFirst<Spec>(byNamespace: ReadonlyMap<string, readonly Admitted<Spec>[]>): readonly Admitted<Spec>[] {
  return [...byNamespace.values()].flat().sort((a, b) => byAge(a.resource, b.resource));
}

function aliases(cluster: Cluster): ReadonlyMap<string, readonly Service[]> {
  const byTarget = new Map<string, Service[]>();
  for (const service of cluster.services.values()) {
    // A Service that names itself is nobody's alias.
    if (service.externalName === null || service.externalName === service.hostname) continue;
    const known = byTarget.get(service.externalName);
    if (known) known.push(service);
    else byTarget.set(service.externalName, [service]);
  }
  return byTarget;
}
