import type { Expectation } from './lesson.ts';
import type { NodeId } from './overview.ts';
import type { DoubtCode } from './proof.ts';
import type { Request } from './request.ts';
import type { WorkloadId } from './resource.ts';

/** What an invariant can demand of a mesh. The sentence for each lives in `content/locales`. */
export const invariantKinds = [
  'flow', // one request ends in one way
  'onlyCallers', // nobody else reaches the target
  'mtls', // whatever reaches the target comes by mutual TLS of the mesh
  'knownIdentity', // whatever reaches the target has an identity that was verified
  'noPlaintext', // nobody there sends or takes plaintext
  'egress', // nothing leaves the cluster from there but to these hosts
] as const;
export type InvariantKind = (typeof invariantKinds)[number];

/** Part of a mesh: all of it, a namespace, or a workload. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'workload'; readonly workload: WorkloadId };

/** Who may call: part of a mesh, or whoever comes from outside the cluster. */
export type AllowedCaller = Scope | { readonly kind: 'outside' };

/** What is demanded. `port`, of the pod: of that port alone; null: of all. */
export type Demand =
  /** `asks` is the request that is meant, read. */
  | ({ readonly kind: 'flow'; readonly asks: Request } & Expectation)
  | {
      readonly kind: 'onlyCallers';
      readonly to: Scope;
      readonly port: number | null;
      readonly callers: readonly AllowedCaller[];
    }
  | { readonly kind: 'mtls' | 'knownIdentity'; readonly to: Scope; readonly port: number | null }
  | { readonly kind: 'noPlaintext'; readonly within: Scope }
  /** `*.example.com` covers every name below it. */
  | { readonly kind: 'egress'; readonly from: Scope; readonly hosts: readonly string[] }
  /** A kind that this version does not know: it is kept as it is written. */
  | { readonly kind: 'unknown'; readonly word: string };

/** Something that must be true of a mesh whatever is edited; the Scenario document holds it. */
export interface Invariant {
  readonly id: string;
  /** In the author's words; '' where there are none. */
  readonly title: string;
  /** Its place in `spec.invariants`. */
  readonly index: number;
  readonly demand: Demand;
}

/** Why nobody can say whether an invariant holds. */
export const unclearReasons = [
  'undetermined', // of some of the requests the engine cannot tell how they end
  'nobody', // nothing of what it is about is in the mesh
  'unreadable', // the text cannot be read in full
  'noCaller', // whoever sends the request is not in the mesh
  'unknownKind',
] as const;
export type UnclearReason = (typeof unclearReasons)[number];

/** A request that breaks an invariant, with where it ended up. */
export interface Witness {
  readonly request: Request;
  /** The workload or outside host that it came to; null: nobody knows. */
  readonly reached: NodeId | null;
}

/** What can stand between an invariant and its proof, beside what classes of requests themselves leave in doubt. */
export const openCodes = [
  'leaves', // a workload's name: what it sends is kept from no host
  'bypass', // a workload's name: some of what it sends does not meet its sidecar
  'host', // a host that sidecars know, and that is none of those that are permitted
  'anyAddress', // a host that leads to whatever address was dialled
  'takesPlaintext', // a pod that takes plaintext, and to which those in question can connect
  'relay', // a gateway or waypoint that may send on what it takes
  'gateway', // who comes through a gateway shows the gateway's identity
  'whoSends', // a network policy decides it by who sends, which classes at a pod do not say
  'serverName', // a policy reads server names, which clients with TLS of their own choose
  'idle', // nothing there listens on a port that is known
] as const;

/** Why it is not proved of all requests, though it holds for those that were asked. */
export interface Unsettled {
  readonly code: DoubtCode | (typeof openCodes)[number];
  readonly name: string;
}

/** What has become of an invariant. `asked` counts the requests that were sent to find out. */
export type InvariantResult =
  /** It is about the one request that was asked, in every way that it can go. */
  | { readonly kind: 'held'; readonly by: 'request'; readonly asked: number }
  /** Of every class of requests. */
  | {
      readonly kind: 'held';
      readonly by: 'proof';
      readonly asked: number;
      readonly classes: number;
      /** By sidecars alone: of a program that goes past its own nothing is said. */
      readonly bySidecar: boolean;
    }
  | { readonly kind: 'held'; readonly by: 'asking'; readonly asked: number; readonly unsettled: readonly Unsettled[] }
  /** `found` requests break it, or classes of them; the first of them are told. */
  | {
      readonly kind: 'broken';
      readonly by: 'asking' | 'proof';
      readonly asked: number;
      readonly found: number;
      readonly witnesses: readonly Witness[];
    }
  | {
      readonly kind: 'unclear';
      readonly reason: UnclearReason;
      readonly asked: number;
      /** One that the engine cannot tell. */
      readonly witness: Witness | null;
    };

/** An invariant as far as it has been checked; `next` is where to go on, null: it is done. */
export interface InvariantPart {
  readonly result: InvariantResult;
  readonly done: number;
  readonly of: number;
  readonly next: number | null;
}
