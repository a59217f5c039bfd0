import type { Resource, ResourceId, WorkloadId } from '../model/resource.ts';
import type { Waiting } from '../model/certificate.ts';
import type { ProxyKind } from '../model/overview.ts';
import type { Path } from '../model/resource.ts';
import type { DeclaredProtocol } from '../model/trace.ts';

export interface NamespaceFacts {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Null where no Namespace object was given: the namespace is implied by what lives in it. */
  readonly resource: Resource | null;
}

/** What decided whether a pod got a sidecar. */
export interface InjectionDecision {
  readonly injected: boolean;
  readonly reason:
    | 'namespaceLabel'
    | 'podLabel'
    | 'revisionLabel'
    | 'gatewayTemplate'
    | 'podOptOut'
    | 'namespaceDisabled'
    | 'notEnabled'
    | 'hostNetwork'
    | 'systemNamespace'
    | 'annotationOptOut'
    | 'present'; // the pod as given already has an istio-proxy container
}

export interface ContainerPort {
  readonly name: string | null;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

/** A Pod, or the controller that makes pods; one pod per workload. */
export interface Workload {
  readonly id: WorkloadId;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly resource: Resource;
  /** Path to the pod's own metadata and spec inside `resource`: `[]` for a Pod, `['spec','template']` for a Deployment. */
  readonly podPath: Path;
  /** Labels of the pod, with those the injector adds (`security.istio.io/tlsMode: istio` on sidecars, unless set). */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  readonly ip: string;
  readonly hostNetwork: boolean;
  readonly proxy: ProxyKind;
  readonly injection: InjectionDecision;
  readonly containerPorts: readonly ContainerPort[];
  /** False with `replicas: 0` or a pod that is not running: it is no endpoint. */
  readonly running: boolean;
  /** Why it is not there, or not ready, although the text wants it; absent: it is. */
  readonly waiting?: Waiting;
}

/** What of a workload says whether it waits for something. */
export type WaitingOf = (workload: Pick<Workload, 'id' | 'proxy' | 'injection'>) => Waiting | undefined;

export interface ServicePort {
  readonly name: string | null;
  readonly port: number;
  readonly targetPort: number | string;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly appProtocol: string | null;
  /** As Istio reads name, appProtocol and well-known ports. */
  readonly declared: DeclaredProtocol;
  /** Istio's protocol name, lower case: `http`, `http2`, `grpc`, `tls`, `https`, `tcp`, `mysql` …, or `unknown`. */
  readonly application: string;
  readonly index: number;
}

export interface Service {
  /** `name.namespace.svc.cluster.local` */
  readonly hostname: string;
  readonly namespace: string;
  readonly name: string;
  readonly resource: Resource;
  /** Null for headless and ExternalName services. */
  readonly clusterIp: string | null;
  readonly headless: boolean;
  readonly externalName: string | null;
  readonly selector: Readonly<Record<string, string>> | null;
  readonly ports: readonly ServicePort[];
  readonly creationTimestamp: string | null;
}

/** Where a service's port leads. `workload` is null for an address that belongs to no known pod. */
export interface Endpoint {
  readonly workload: WorkloadId | null;
  readonly ip: string;
  readonly port: number;
}

/** Addresses fixed from outside (recorded vectors); null = made up, deterministically. */
export interface Topology {
  /** `namespace/name` → pod address */
  readonly workloads: Readonly<Record<string, string>>;
  /** FQDN → cluster IP */
  readonly services: Readonly<Record<string, string>>;
  /** outside name → address */
  readonly dns: Readonly<Record<string, string>>;
  /** `namespace/name` → further ports its application listens on */
  readonly listen: Readonly<Record<string, readonly number[]>>;
}

/** Kubernetes' part of the world: everything but Istio's own resources. */
export interface Cluster {
  readonly namespaces: ReadonlyMap<string, NamespaceFacts>;
  readonly workloads: ReadonlyMap<WorkloadId, Workload>;
  /** By hostname. */
  readonly services: ReadonlyMap<string, Service>;
  readonly workloadByIp: ReadonlyMap<string, WorkloadId>;
  readonly serviceByIp: ReadonlyMap<string, string>;
  /** Endpoints of a service's port (pods that run and match, or EndpointSlices of a service without selector). */
  readonly endpoints: (hostname: string, port: ServicePort) => readonly Endpoint[];
  /** The services that select a workload, oldest first (then by name). */
  readonly servicesOf: (workload: WorkloadId) => readonly Service[];
  /** Outside names and their addresses. */
  readonly dns: Readonly<Record<string, string>>;
  /** `fixed`: no outside name resolves but those in `dns`. `madeUp`: any plausible one gets an address. */
  readonly outsideNames: 'fixed' | 'madeUp';
  /** `namespace/name` → further ports its application listens on */
  readonly listen: Readonly<Record<string, readonly number[]>>;
  readonly byKind: (kind: string) => readonly Resource[];
  readonly resource: (id: ResourceId) => Resource | undefined;
}
