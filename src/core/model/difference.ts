import type { NodeId } from './overview.ts';
import type { Request } from './request.ts';
import type { WorkloadId } from './resource.ts';
import type { VerdictKind } from './trace.ts';

/** How one flow ends. Two answers with the same `why` rest on the same rules or settings; it is not meant to be read. */
export interface Answer {
  readonly verdict: VerdictKind;
  readonly why: string;
}

/** What became of a flow. `reason`: it ends as before, because of something else. */
export const flowChanges = ['opened', 'closed', 'unclear', 'reason'] as const;
export type FlowChange = (typeof flowChanges)[number];

/** A flow that ends otherwise in the second of two worlds. */
export interface ChangedFlow {
  readonly change: FlowChange;
  readonly caller: WorkloadId;
  readonly node: NodeId;
  /** Whom it dials, as people call it. */
  readonly to: string;
  /** `GET /charges` */
  readonly words: string;
  /** Asked of either world, it shows the difference. */
  readonly request: Request;
  readonly before: VerdictKind;
  readonly after: VerdictKind;
}

/** What changes between two worlds, over every pair of caller and callee. */
export interface FlowDifference {
  /** How many flows were asked about. */
  readonly asked: number;
  readonly counts: Readonly<Record<FlowChange, number>>;
  /** The first of them, in the order of the matrix. */
  readonly flows: readonly ChangedFlow[];
}
