import type { NonEmpty } from './json.ts';

/** What proxies draw by chance on the way, by the id of the step that draws: the name of the branch that a request takes. */
export type Draws = Readonly<Record<string, string>>;

/** What a proxy draws for each request: whether a fault is injected, and which of several weighted destinations it goes to. */
export type DrawKind = 'delay' | 'abort' | 'destination';

/** One of the ways a draw can go. */
export interface Branch {
  /** `reviews/v2`; of a fault `delay` or `abort`, and `none` without it. What a request's `draws` call it. */
  readonly name: string;
  /** How many of 100 requests go this way. */
  readonly share: number;
}

/** The step at which a proxy draws. */
export interface DrawDetail {
  readonly kind: 'draw';
  readonly of: DrawKind;
  readonly branches: NonEmpty<Branch>;
  /** The name of the branch that this request takes. */
  readonly drawn: string;
  /** A delay's time, an abort's status; '' of a destination. */
  readonly what: string;
}
