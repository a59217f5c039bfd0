import type { Request } from './request.ts';
import type { ResourceId, WorkloadId } from './resource.ts';
import type { PolicyRef, VerdictKind } from './trace.ts';

/** A condition as it is written: `paths`, `methods`, `request.headers[x-team]`, with its values. */
export interface ConditionWords {
  readonly field: string;
  readonly values: readonly string[];
}

/** One condition that holds, or does not, for every request of a class. */
export interface Literal {
  /** What of a request it looks at: `path`, `identity`, `header:x-team`. */
  readonly about: string;
  readonly words: ConditionWords;
  readonly holds: boolean;
}

/** Who sends the requests of a class. */
export type Senders =
  | {
      readonly kind: 'workloads';
      readonly count: number;
      /** All of the mesh. */
      readonly everyone: boolean;
      /** Namespaces of which all are among them. */
      readonly namespaces: readonly string[];
      /** Some of the others. */
      readonly named: readonly WorkloadId[];
    }
  /** Whoever has a certificate of a mesh's authority: workloads and others, straight at the pod. */
  | { readonly kind: 'identities' }
  /** The same through HBONE, where a sidecar takes both. */
  | { readonly kind: 'tunnels' }
  /** Whoever has none: plaintext, straight at the pod. */
  | { readonly kind: 'nobody' }
  /** Somebody outside, through a gateway. `tls`: in TLS of their own. */
  | { readonly kind: 'outside'; readonly tls: boolean };

/** Requests that every policy on their way takes alike. */
export interface RequestClass {
  readonly senders: Senders;
  /** Whom they dial: `payments/backend:8080`. */
  readonly to: string;
  readonly payload: 'http' | 'tcp';
  readonly literals: readonly Literal[];
  /** One of them; it has no id. */
  readonly witness: Request;
}

/** A class of requests that end otherwise in the second of two worlds. */
export interface ChangedClass extends RequestClass {
  readonly change: 'opened' | 'closed';
  readonly before: VerdictKind;
  readonly after: VerdictKind;
}

/** Why a class of requests is not proved. */
export const doubtCodes = [
  'undetermined', // the engine itself cannot tell: the limitation's name
  'authorizer', // an external authorizer decides
  'token', // it hangs on a token that cannot be made here
  'rewrite', // a route changes what a later policy reads
  'header', // a header that proxies write themselves
  'query', // a parameter of the query
  'pattern', // a pattern that is not read, by its text
  'tooLarge', // patterns that are too large together
  'tooMany', // more classes than are asked
  'place', // a proxy of a kind that is not looked into
  'chance', // a proxy draws: other branches are not asked
  'network', // network policies may refuse all that it would be of use for: a policy's name
  'inner', // the engine did not decide as was expected
] as const;
export type DoubtCode = (typeof doubtCodes)[number];

/** Requests of which nothing is claimed. */
export interface Unproved {
  readonly code: DoubtCode;
  readonly name: string;
  readonly resource: ResourceId | null;
  /** How many classes, of how many targets. */
  readonly classes: number;
  readonly targets: number;
  /** One of the requests. */
  readonly witness: Request;
}

/** Who can reach a workload, over all requests to it. */
export interface Reach {
  /** Its ports, and those of the services before it: of so many so many have been asked. */
  readonly targets: number;
  readonly asked: number;
  readonly classes: number;
  /** What is let in. */
  readonly allowed: readonly RequestClass[];
  /** What is let in from an identity that nobody here has. */
  readonly unknown: readonly RequestClass[];
  readonly unproved: readonly Unproved[];
}

/** Everything that was asked of two worlds, and what became of it. */
export interface ExactDifference {
  /** Whom requests dial: of so many targets so many have been asked. */
  readonly targets: number;
  readonly asked: number;
  /** Addresses of which both worlds say the same, word for word: their requests need not be asked. */
  readonly alike: number;
  readonly classes: number;
  readonly counts: Readonly<Record<ChangedClass['change'], number>>;
  /** The first of them. */
  readonly changed: readonly ChangedClass[];
  readonly unproved: readonly Unproved[];
}

/** Why a rule, or a policy, decides nothing. */
export const deadReasons = [
  'tcp', // it asks for HTTP, and all that it is for is bytes
  'port', // the ports that it asks for are none of its workloads'
  'refused', // what it matches is refused before or behind it, whatever it says
  'unmatched', // no request matches it that gets as far
  'shadowed', // alone it would decide; other rules do
  'other', // no request ends otherwise; why is not told
] as const;
export type DeadReason = (typeof deadReasons)[number];

/** A rule that decides, or a policy because none of its rules matches. */
export interface Decider extends PolicyRef {
  readonly rule: number | null;
}

/** Of what use a rule is, over all requests to the workloads that enforce it. */
export type RuleUse =
  /** A request ends otherwise without it. */
  | {
      readonly kind: 'used';
      readonly witness: Request;
      readonly before: VerdictKind;
      readonly after: VerdictKind;
    }
  /** Proved: no request ends otherwise without it. */
  | {
      readonly kind: 'dead';
      readonly why: DeadReason;
      /** What decides in its place, of a shadowed one. */
      readonly by: readonly Decider[];
      /** What it would decide, of a shadowed one. */
      readonly witness: Request | null;
    }
  /** Nobody enforces it. */
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'doubt'; readonly code: DoubtCode; readonly name: string; readonly witness: Request | null };

/** What is known of one rule; `rule`: null for the policy as a whole, once none of its rules decides anything. */
export interface RuleProof {
  readonly policy: PolicyRef;
  readonly action: 'ALLOW' | 'DENY' | 'CUSTOM';
  readonly rule: number | null;
  readonly use: RuleUse;
}

/**
 * Of what use each rule is, the last first. All that are dead can be taken out together, and no request ends otherwise; of
 * two that say the same, one is dead.
 */
export interface RuleReport {
  readonly rules: number;
  readonly asked: number;
  readonly proofs: readonly RuleProof[];
}
