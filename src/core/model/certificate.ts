import type { SourceRef, WorkloadId } from './resource.ts';

/** When istiod cannot be reached; times are distances from the clock or RFC 3339. `until` null: to this day. */
export interface SaidOutage {
  readonly from: string;
  readonly until: string | null;
}

/** What a Scenario says of one workload's proxy and the certificate that it holds. Times as in `SaidOutage`. */
export interface SaidCertificate {
  readonly workload: WorkloadId;
  /** When the pod was created. */
  readonly started: string | null;
  /** When its proxy last started, where that was later. */
  readonly restarted: string | null;
  /** When the certificate was issued that its agent has not renewed since. */
  readonly issued: string | null;
  /** Of the istiod that signed it, where that is another mesh's. */
  readonly trustDomain: string | null;
  /** The root that its chain leads to and that its proxy trusts, where that is not the mesh's own. */
  readonly root: string | null;
}

/** The certificate that a proxy shows. Times are RFC 3339. */
export interface Certificate {
  /** `cluster.local/ns/shop/sa/reviews`: its URI SAN without the scheme. */
  readonly identity: string;
  readonly issued: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** The time of the story, at which it has `expired` or not. */
  readonly at: string;
  readonly expired: boolean;
  /** When the agent asks for the next one; past: it has asked, and got none. Null: it does not ask. */
  readonly renews: string | null;
  /** Null: the mesh's own. */
  readonly root: string | null;
  /** What the root calls itself (`O=…`): istiod's self-signed one after the trust domain. */
  readonly authority: string;
  /** Where the Scenario says what this one is like. */
  readonly source: SourceRef | null;
}

/** The certificates of a handshake. Null: none, or one of which nothing is known. */
export interface ShownCertificates {
  readonly client: Certificate | null;
  readonly server: Certificate | null;
}

/** Why a pod takes no part: it has yet to be created, istiod's webhook was not there to let it in, or its proxy got no configuration and no certificate. */
export const waitingReasons = ['notYet', 'webhook', 'proxy'] as const;
export type Waiting = (typeof waitingReasons)[number];
