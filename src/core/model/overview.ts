import type { Waiting } from './certificate.ts';
import type { PolicyCondition } from './condition.ts';
import type { ResourceId, SourceRef, WorkloadId } from './resource.ts';
import type { MtlsMode, VerdictKind } from './trace.ts';

/** A workload's id, `outside`, `kubelet`, or `external:HOST`. */
export type NodeId = string;

export type ProxyKind = 'sidecar' | 'gateway' | 'none' | 'ambient' | 'waypoint';

export interface NamespaceOverview {
  readonly name: string;
  /** The effective namespace-level mode. */
  readonly mtls: MtlsMode;
  readonly mtlsSource: SourceRef | null;
  readonly injected: boolean;
  /** Its pods are captured by the ztunnel of their node. */
  readonly ambient: boolean;
}

export interface WorkloadOverview {
  readonly id: WorkloadId;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly resource: ResourceId;
  readonly serviceAccount: string;
  readonly principal: string;
  readonly proxy: ProxyKind;
  /** The workload-level mode; null without a proxy. */
  readonly mtls: MtlsMode | null;
  /** AuthorizationPolicies and RequestAuthentications attached to its proxy. */
  readonly policies: readonly ResourceId[];
  /** Policies written for it that istiod refuses: they take no part. */
  readonly rejected: readonly ResourceId[];
  readonly services: readonly string[];
  /** Why its pod is not there or not ready at the scenario's clock; absent: it is. */
  readonly waiting?: Waiting;
}

export interface ExternalOverview {
  readonly id: NodeId;
  readonly host: string;
  readonly registered: boolean;
}

export interface PolicyOverview {
  readonly id: ResourceId;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** ALLOW, DENY, STRICT, … in Istio's word; '' where none fits. */
  readonly word: string;
  readonly selects: readonly WorkloadId[];
  readonly rejected: boolean;
  /** It decides nothing, and says what it would have decided. */
  readonly dryRun: boolean;
  /** What istiod writes on it for ztunnel and waypoints, where it is not just taken; absent: nothing. */
  readonly conditions?: readonly PolicyCondition[];
}

/** One connection of a request: a caller whose traffic passes a gateway has two. */
export interface RequestLeg {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly encryption: 'mtls' | 'plaintext' | 'unknown';
  /** In a tunnel of HBONE; absent: not in one. */
  readonly hbone?: true;
}

/** A prepared request, with its verdict. */
export interface RequestOverview {
  readonly id: string;
  readonly title: string;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly verdict: VerdictKind;
  /** In the order of travel, as far as it got; at least one. */
  readonly legs: readonly RequestLeg[];
  /** `GET /charges`, `TCP 5432`; `GET /charges, +2h` where it is sent at a time of its own. */
  readonly what: string;
}

/** What the canvas, outline and "About" panel show of a mesh. */
export interface MeshOverview {
  readonly namespaces: readonly NamespaceOverview[];
  readonly workloads: readonly WorkloadOverview[];
  readonly externals: readonly ExternalOverview[];
  readonly policies: readonly PolicyOverview[];
  readonly requests: readonly RequestOverview[];
  /** Kinds kept but not simulated, with how many of each. */
  readonly kept: readonly { readonly kind: string; readonly count: number }[];
}
