import type { Request } from './request.ts';
import type { WorkloadId } from './resource.ts';
import type { DenyCause, VerdictKind } from './trace.ts';

/** From open to shut: the same workloads without Istio, with Istio and nothing configured, and with nothing but what is wanted. */
export const rungs = ['plainKubernetes', 'asInstalled', 'zeroTrust'] as const;
export type Rung = (typeof rungs)[number];

/** What a written resource is for: the comment above it. */
export type RungNote =
  | { readonly kind: 'namespace' }
  | { readonly kind: 'strict' }
  | { readonly kind: 'allowNothing' }
  | {
      readonly kind: 'allow';
      /** Null: from outside the mesh, without an identity. */
      readonly from: string | null;
      readonly to: string;
      readonly what: readonly string[];
    }
  | { readonly kind: 'rootSidecar' }
  | { readonly kind: 'sidecar'; readonly namespace: string; readonly hosts: number }
  | { readonly kind: 'serviceEntry'; readonly host: string; readonly namespace: string }
  | { readonly kind: 'denyAll'; readonly namespace: string }
  | { readonly kind: 'isolate'; readonly workload: string }
  | { readonly kind: 'ingress'; readonly workload: string }
  | { readonly kind: 'egress'; readonly workload: string };

/** What a rung cannot make true, and why. */
export type RungException =
  /** Nothing but the network guards it. */
  | { readonly kind: 'noSidecar'; readonly workload: WorkloadId }
  /** On the first rung: a gateway is Istio's own, and nothing listens there without it. */
  | { readonly kind: 'idleGateway'; readonly workload: WorkloadId }
  | { readonly kind: 'hostNetwork'; readonly workload: WorkloadId }
  /** No label tells it from the others: what is allowed to one is allowed to all. */
  | { readonly kind: 'sharedLabels'; readonly workload: WorkloadId }
  /** One identity for several workloads: only the network tells them apart. */
  | { readonly kind: 'sharedAccount'; readonly workloads: readonly WorkloadId[] }
  /** Ambient workloads and waypoints. */
  | { readonly kind: 'notModelled'; readonly workload: WorkloadId }
  /** Nobody who comes to a gateway from outside has an identity of the mesh. */
  | { readonly kind: 'noIdentity'; readonly request: string }
  /** A path that a policy cannot spell: the rule names the method alone. */
  | { readonly kind: 'pathLeftOut'; readonly request: string }
  /** Bytes are wanted on a port that declares no protocol: HTTP of every kind gets in there with them. */
  | { readonly kind: 'portOnly'; readonly request: string }
  /** Workloads of one namespace share the scope of a Sidecar, and the network knows no host names. */
  | { readonly kind: 'sharedEgress'; readonly host: string; readonly namespace: string }
  /** An address that has no name cannot be registered. */
  | { readonly kind: 'outsideAddress'; readonly request: string; readonly host: string }
  /** A wanted address has no name, so the proxies of its caller's namespace let pass whatever they do not know. */
  | { readonly kind: 'openScope'; readonly namespace: string; readonly request: string }
  /** Wanted, and not to be had on this rung. */
  | { readonly kind: 'stillRefused'; readonly request: string; readonly cause: DenyCause }
  | { readonly kind: 'stillUnknown'; readonly request: string };

/** A request that the Zero Trust rung may let through. */
export interface WantedRequest {
  readonly request: Request;
  /** What becomes of it in the mesh as written. */
  readonly now: VerdictKind;
  readonly wanted: boolean;
}
