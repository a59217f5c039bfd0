import { charactersOf, placeOf, size } from '../../core/analysis/difference/patterns/alphabet.ts';
import type { Language } from '../../core/analysis/difference/patterns/language.ts';
import { trimmed } from '../../core/analysis/difference/patterns/language.ts';
import { type JsonObject } from '../../core/model/json.ts';

/** What np-guard lets through: every pair of these, on these ports, with these methods and paths; left out: all. */
export interface Row {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly ports?: readonly (readonly [number, number])[];
  readonly methods?: readonly string[];
  /** A place in `languages`. */
  readonly paths?: number;
}

export interface RecordedWorld {
  readonly name: string;
  readonly base: string;
  readonly policies: readonly JsonObject[];
  /** Over Istio's defaults; left out: np-guard's idea of where policies of the whole mesh are. */
  readonly mesh?: { readonly rootNamespace: string };
  /** Null: np-guard refuses to read it. */
  readonly allowed: readonly Row[] | null;
  /** What it says of the same policies as istiod writes them for a TCP port. */
  readonly allowedOnTcp?: readonly Row[] | null;
}

/** An automaton: each state accepts or not, and says which characters lead where; '' are all the others. */
export type Automaton = readonly (readonly [
  accepts: 0 | 1,
  ways: readonly (readonly [characters: string, to: number])[],
])[];

export interface Recorded {
  readonly by: { readonly name: string; readonly version: string; readonly commit: string };
  /** The characters that np-guard's paths are made of. */
  readonly characters: string;
  readonly bases: Readonly<Record<string, readonly JsonObject[]>>;
  readonly worlds: readonly RecordedWorld[];
  readonly languages: readonly Automaton[];
}

/** The same automaton as the engine has them: each character a sort, and what leads nowhere leads to a dead state. */
export function languageOf(automaton: Automaton, characters: string): Language {
  const dead = automaton.length;
  const sorts = new Uint8Array(size);
  characters.split('').forEach((character, index) => (sorts[placeOf(character)] = index + 1));
  const width = characters.length + 1;
  const next = new Int32Array((dead + 1) * width).fill(dead);
  const accepting = new Uint8Array(dead + 1);
  for (const [state, [accepts, ways]] of automaton.entries()) {
    accepting[state] = accepts;
    for (const [some, to] of [...ways].sort(([a], [b]) => a.length - b.length))
      for (const character of some === '' ? characters : some)
        next[state * width + characters.indexOf(character) + 1] = to;
  }
  return trimmed({ sorts, width, states: dead + 1, accepting, next });
}

/** All strings of these characters. */
export function stringsOf(characters: string): Language {
  const set = charactersOf(characters);
  const sorts = Uint8Array.from(set);
  return { sorts, width: 2, states: 2, accepting: Uint8Array.from([1, 0]), next: Int32Array.from([1, 0, 1, 1]) };
}
