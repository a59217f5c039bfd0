import type { Evidence } from './accessLog.ts';
import type { LineChange } from './lint.ts';
import type { NodeId } from './overview.ts';
import type { RungException, RungNote } from './posture.ts';
import type { Request } from './request.ts';
import type { PolicyRef, DenyCause, VerdictKind } from './trace.ts';
import type { ResourceId, WorkloadId } from './resource.ts';
import type { HopwiseDocument } from './scenario.ts';

/** How policies spell paths: letter by letter, by patterns that cover what was seen, or not at all. */
export const pathSpellings = ['exact', 'patterns', 'any'] as const;
export type PathSpelling = (typeof pathSpellings)[number];

/** What somebody wants of a proposal. */
export interface LeastWishes {
  readonly paths: PathSpelling;
  readonly policies: boolean;
  /** Nothing is allowed where no policy says so. */
  readonly shutRest: boolean;
  readonly scopes: boolean;
}

/** A request that must pass, with what speaks for it; null: somebody has ticked it. */
export interface WantedEdge {
  readonly request: Request;
  readonly evidence: Evidence | null;
}

/** A resource of a proposal. */
export interface ProposedResource {
  readonly id: ResourceId;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly note: RungNote;
  /** What speaks for each rule; one entry where it has no rules, none where nothing asks for it by itself. */
  readonly rules: readonly RuleEvidence[];
}

export interface RuleEvidence {
  /** Of all requests that it was written for. */
  readonly evidence: Evidence;
  /** Some of them were ticked by hand. */
  readonly ticked: boolean;
  /** The first few, as `GET /charges`. */
  readonly requests: readonly string[];
  readonly count: number;
}

/** The tightest resources for what was asked, as an edit of the document. */
export interface LeastProposal {
  readonly document: HopwiseDocument;
  readonly lines: readonly LineChange[];
  readonly resources: readonly ProposedResource[];
  /** Resources that they take the place of. */
  readonly replaced: readonly ResourceId[];
  readonly exceptions: readonly RungException[];
  /** Requests that were asked for, and those among them that were too many to be taken. */
  readonly asked: number;
  readonly leftOut: number;
}

/** A flow that passes although nobody asked for it. */
export interface AdmittedFlow {
  readonly caller: WorkloadId;
  readonly node: NodeId;
  readonly to: string;
  readonly words: string;
  readonly request: Request;
  /** The rules that let it in; empty: no policy guards what it reaches. */
  readonly by: readonly PolicyRef[];
}

/** What else passes, over some of the callees. */
export interface AdmittedPart {
  /** How many callees there are. */
  readonly of: number;
  readonly asked: number;
  readonly wanted: number;
  /** By the id of the policy that lets them in; '' where none guards. */
  readonly counts: Readonly<Record<string, number>>;
  /** The first of them. */
  readonly flows: readonly AdmittedFlow[];
  readonly unclear: number;
}

/** What becomes of a logged request in a mesh. */
export type Replayed =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'denied'; readonly cause: DenyCause }
  /** It hangs on something that a log does not keep, or that is not simulated. */
  | { readonly kind: 'untold'; readonly because: readonly string[] };

export type ReplayKind = VerdictKind | 'untold';
