import type { Cidr } from '../../../controlplane/authorization/cidr.ts';
import type { ConditionWords, DoubtCode } from '../../../model/proof.ts';
import type { WorkloadId } from '../../../model/resource.ts';
import type { Language } from '../patterns/language.ts';

/** How a condition looks at what a request has. */
export type Test =
  /** At one string. */
  | { readonly kind: 'text'; readonly language: Language }
  /** At several strings, of which one must be of the language: lines of a header, a claim that may be a list. */
  | { readonly kind: 'lines'; readonly language: Language }
  | { readonly kind: 'address'; readonly ranges: readonly Cidr[] }
  /** At one of few known things: a method, an issuer. */
  | { readonly kind: 'option'; readonly holds: (option: string) => boolean }
  | { readonly kind: 'caller'; readonly holds: (caller: WorkloadId) => boolean };

/** One thing that a world asks of requests on their way. */
export interface Condition {
  /** What of a request it looks at: `path`, `identity`, `header:x-team`. */
  readonly about: string;
  readonly test: Test;
  readonly words: ConditionWords;
}

/** Why something cannot be proved. */
export interface Doubt {
  readonly code: DoubtCode;
  readonly name: string;
}
