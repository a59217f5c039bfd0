/** A policy in words: a sentence, its parts if there are several, and what becomes of everything else. */
export interface Said {
  readonly lead: string;
  readonly items: readonly string[];
  readonly rest: string;
}
