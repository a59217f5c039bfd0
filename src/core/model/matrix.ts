import type { NodeId } from './overview.ts';
import type { Payload, Request, Target } from './request.ts';
import type { WorkloadId } from './resource.ts';
import type { VerdictKind } from './trace.ts';

/** What is asked of every pair: what a request sends, but for who sends it. */
export interface Probe {
  /** `GET /charges`, `TCP 5432` */
  readonly words: string;
  readonly target: Target;
  readonly payload: Payload;
  readonly tls: Request['tls'];
}

export interface MatrixRow {
  readonly caller: WorkloadId;
  readonly namespace: string;
  readonly name: string;
}

/** Whom callers dial: a service, a pod without one, or a host outside the cluster. */
export interface MatrixColumn {
  /** The node on the canvas. */
  readonly node: NodeId;
  /** Null: outside the cluster. */
  readonly namespace: string | null;
  readonly name: string;
  readonly probes: readonly Probe[];
  /** Outside hosts: whether a ServiceEntry makes it known. */
  readonly registered: boolean;
}

/** A question of the matrix that the document asks itself: its cell answers that request, and opens it. */
export interface PreparedCell {
  readonly row: number;
  readonly column: number;
  readonly probe: number;
  readonly request: Request;
}

/** Everything that is asked, before it is. */
export interface MatrixPlan {
  readonly rows: readonly MatrixRow[];
  readonly columns: readonly MatrixColumn[];
  readonly prepared: readonly PreparedCell[];
}

/** One verdict per probe of the column; none where a workload would call itself. */
export type MatrixCell = readonly VerdictKind[];

/** Some of the rows, with what they are rows of: a large matrix is asked for piece by piece. */
export interface MatrixPart {
  readonly plan: MatrixPlan;
  readonly from: number;
  readonly cells: readonly (readonly MatrixCell[])[];
  /** Of each verdict: whether the request is allowed and crosses some wire in plaintext. */
  readonly plain: readonly (readonly (readonly boolean[])[])[];
}
