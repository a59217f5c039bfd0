import type { JsonObject } from './json.ts';
import type { Request } from './request.ts';
import type { NonEmpty } from './json.ts';
import type { FlowDifference } from './difference.ts';
import type { HopwiseDocument } from './scenario.ts';
import type { VerdictKind } from './trace.ts';

/** What must be true of a mesh: a request that ends in one way. */
export interface Expectation {
  /** The id of a request of the document that a challenge starts with, or one as a Scenario writes it, without id. */
  readonly request: string | JsonObject;
  readonly wants: 'allowed' | 'denied';
  /** Who is left out, `NAMESPACE/NAME`, where everybody else in the mesh asks the same; absent: only its own caller asks. */
  readonly but?: readonly string[];
}

/** An expectation in words. */
export interface Goal extends Expectation {
  readonly text: string;
}

/** What somebody may try to keep to; a challenge is solved without it, too. */
export interface Limits {
  /** At most so many resources change. */
  readonly resources?: number;
  /** Namespaces whose resources stay as they are. */
  readonly leave?: readonly string[];
}

/** Something to do: a mesh that is not as it should be, what must hold at the end, and help on the way. */
export interface Challenge {
  readonly title: string;
  readonly brief: string;
  readonly goals: NonEmpty<Goal>;
  /** Where to look, what is wrong, the edit. */
  readonly hints: readonly [string, string, string];
  readonly limits: Limits | null;
  readonly start: HopwiseDocument;
  readonly solution: HopwiseDocument;
}

/** How somebody has done it, beside the solution. */
export interface Score {
  /** How many values of resources differ from the start. */
  readonly edits: { readonly yours: number; readonly ours: number };
  /** How many flows end otherwise than at the start. */
  readonly flows: { readonly yours: FlowDifference['counts']; readonly ours: FlowDifference['counts'] };
  /** Flows that end otherwise than in the solution. */
  readonly beside: FlowDifference;
  /** Whether each limit was kept; null: there is none. */
  readonly limits: { readonly resources: boolean | null; readonly leave: boolean | null };
}

/** What has become of an expectation. */
export type Grade =
  | { readonly kind: 'met' | 'failed'; readonly verdict: VerdictKind; readonly request: Request }
  /** The text cannot be read, or the caller is not there any more. */
  | { readonly kind: 'unknown' };

/** A change of a text: what stands once in it, replaced. */
export interface TextEdit {
  /** By default the first file. */
  readonly file?: string;
  readonly find: string;
  readonly replace: string;
}

/** One of the things that somebody can say will happen. */
export interface Answer {
  readonly verdict: 'allowed' | 'denied';
  /** How the id of the step that refuses ends; absent: wherever it is. */
  readonly at?: string;
  /** After the verdict word: `it reaches backend`. */
  readonly text: string;
}
