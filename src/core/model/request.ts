import type { Draws } from './draw.ts';
import type { WorkloadId } from './resource.ts';

/** Who sends. */
export type Caller =
  /** The application container of a workload; its traffic goes through its own sidecar if it has one. */
  | {
      readonly kind: 'workload';
      readonly workload: WorkloadId;
      /** It goes past its own sidecar, as whoever has taken over the pod can; absent: it does not. */
      readonly past?: PastSidecar;
    }
  /** Somebody outside the cluster; `ip` is the address the cluster sees. */
  | { readonly kind: 'external'; readonly ip: string | null }
  /** The kubelet of the pod's own node, which probes it. */
  | { readonly kind: 'kubelet' }
  /** A hand-made client straight at a pod: with `identity` as a remote sidecar would, in Istio mTLS or through HBONE; without it plaintext. */
  | {
      readonly kind: 'peer';
      readonly identity: string | null;
      readonly ip: string | null;
      readonly alpn: readonly string[] | null;
      readonly sni: string | null;
      /** As a ztunnel would: through HBONE also to a sidecar that takes it; absent: in mTLS. */
      readonly tunnel?: true;
    };

/** How a program that goes past its own sidecar speaks: in plaintext, or in Istio mTLS by hand with the certificate of its workload. */
export const pastSidecar = ['plaintext', 'identity'] as const;
export type PastSidecar = (typeof pastSidecar)[number];

/** Whom it dials. */
export type Target =
  /** A name (or address) and port as an application dials them. `via` names the ingress gateway's Service for outside callers. */
  | { readonly kind: 'host'; readonly host: string; readonly port: number; readonly via: string | null }
  /** The pod's own address and a container port. */
  | { readonly kind: 'workload'; readonly workload: WorkloadId; readonly port: number };

export type HttpVersion = '1.1' | '2';

/** What it sends. */
export type Payload =
  | {
      readonly kind: 'http';
      readonly method: string;
      /** The request target, byte for byte. */
      readonly path: string;
      /** The Host header; null = derived from the target as an HTTP client does. */
      readonly host: string | null;
      /** One entry per header line, in order. */
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly version: HttpVersion;
    }
  | { readonly kind: 'tcp' };

/** The application itself speaks TLS (not the mesh). */
export interface ApplicationTls {
  readonly sni: string | null;
  readonly alpn: readonly string[];
}

export interface Request {
  readonly id: string;
  readonly title: string;
  readonly caller: Caller;
  readonly target: Target;
  readonly payload: Payload;
  readonly tls: ApplicationTls | null;
  /** Where nothing is said: the branch with the most weight, and no fault. */
  readonly draws?: Draws;
  /** When it is sent: a distance from the scenario's clock such as `+13h`, or RFC 3339; absent: at the clock. */
  readonly at?: string;
}
