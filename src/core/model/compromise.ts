import type { NodeId } from './overview.ts';
import type { Request } from './request.ts';
import type { WorkloadId } from './resource.ts';
import type { DenyCause, PolicyRef, VerdictKind } from './trace.ts';

/** How somebody who has taken over a workload sends: as its programs do, or past its sidecar, without or with its certificate. */
export const attackWays = ['usual', 'plaintext', 'identity'] as const;
export type AttackWay = (typeof attackWays)[number];

/** One operation on a port, by the first way that gets it through; where none does, by the one that got furthest past its own side. */
export interface AttackedOperation {
  /** `GET /charges` */
  readonly words: string;
  readonly verdict: VerdictKind;
  readonly way: AttackWay;
  /** Sent, it shows just this. */
  readonly request: Request;
  /** Why it is refused; null: it is not. */
  readonly cause: DenyCause | null;
  /** What decided, where policies did. */
  readonly policies: readonly PolicyRef[];
  /** Gateways and waypoints on the way. */
  readonly through: readonly WorkloadId[];
}

/** `past`: reached only because the sidecar can be left out. `unclear`: not reached, as far as can be told. */
export const reachStates = ['reached', 'past', 'unclear', 'stopped'] as const;
export type ReachState = (typeof reachStates)[number];

/** A port of a service, a pod or an outside host, with all that was asked of it. */
export interface AttackedPort {
  readonly node: NodeId;
  /** As people call it: `payments/backend`. */
  readonly to: string;
  readonly port: number;
  readonly outside: boolean;
  readonly state: ReachState;
  /** Those that get through first. */
  readonly operations: readonly AttackedOperation[];
}

/** What a workload that is taken over reaches, over some of the callees. */
export interface CompromisePart {
  /** How many callees there are; 0: there is no such workload, or it sends nothing. */
  readonly of: number;
  readonly ports: readonly AttackedPort[];
}

/** A port that the workload itself does not reach, and that some of those it reaches do. */
export interface SecondHand {
  readonly node: NodeId;
  readonly to: string;
  readonly port: number;
  /** Through which of them, the first few. */
  readonly via: readonly WorkloadId[];
  readonly count: number;
}
