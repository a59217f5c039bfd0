import type { JsonObject } from './json.ts';
import type { Request } from './request.ts';
import type { VerdictKind } from './trace.ts';

/** What must be true of a mesh: a request that ends in one way. */
export interface Expectation {
  /** The id of a request of the document that a challenge starts with, or one as a Scenario writes it, without id. */
  readonly request: string | JsonObject;
  readonly wants: 'allowed' | 'denied';
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
