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

/** That an invariant of the document that a challenge starts with holds, by its id. */
export interface KeptInvariant {
  readonly invariant: string;
}

/** Something that must hold at the end, in words. */
export type Goal = (Expectation | KeptInvariant) & { readonly text: string };

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

/** A challenge as a Scenario holds it: the start is the document around it, the solution is what changes in that. */
export interface WrittenChallenge extends ChallengeDraft {
  readonly solution: readonly (TextEdit & { readonly file: string })[];
}

/** What an author says of a challenge. */
export type ChallengeDraft = Pick<Challenge, 'title' | 'brief' | 'goals' | 'hints' | 'limits'>;

/** Why a challenge cannot be made of two versions of a document. */
export type NotMade =
  | 'unchanged' // start and solution are the same
  | 'otherFiles' // files were added or taken away
  | 'unreadable' // one of the two cannot be read in full
  | 'solvedAtStart' // every goal is met before anybody does anything
  | 'unsolved' // a goal is not met in the solution
  | 'notWritten'; // the Scenario document cannot be edited

export type MadeChallenge =
  | { readonly kind: 'made'; readonly document: HopwiseDocument }
  /** `goal` is the one that is to blame, by its place. */
  | { readonly kind: 'refused'; readonly why: NotMade; readonly goal: number | null };

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
  | { readonly kind: 'met' }
  /** `request` shows it, and ends so. */
  | { readonly kind: 'failed'; readonly verdict: VerdictKind; readonly request: Request }
  /** The text cannot be read, or the caller is not there any more, or the engine cannot tell. */
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
