import { type Language, shortest } from '../patterns/language.ts';
import { meet, minus, type Sized } from './sizes.ts';

/** The lines of one header, or the strings of one claim: none, or any number of strings. */
export interface Lines {
  /** Each of them has one of the strings. */
  readonly some: readonly Language[];
  /** What no line is of: all strings less those that are forbidden. */
  readonly among: Language;
}

/** Those of which a line is of the language, or of which none is. Null: there are none. */
export function linesWith(lines: Lines, language: Language, wanted: boolean): Sized<Lines | null> {
  const { some, among } = lines;
  if (wanted) {
    const left = meet(among, language);
    if (left === 'tooLarge') return left;
    return left === null ? null : { some: [...some, left], among };
  }
  const rest = minus(among, language);
  if (rest === 'tooLarge') return rest;
  const kept: Language[] = [];
  for (const each of some) {
    const left = minus(each, language);
    if (left === 'tooLarge') return left;
    if (left === null) return null;
    kept.push(left);
  }
  return { some: kept, among: rest ?? nobody(among) };
}

function nobody(among: Language): Language {
  const { sorts } = among;
  return { sorts: sorts.map(() => 0), width: 1, states: 1, accepting: new Uint8Array(1), next: new Int32Array(1) };
}

/** The fewest lines: none, one that all agree on, else one for each. */
export function fewestLines({ some }: Lines): readonly string[] {
  const [first, ...rest] = some;
  if (first === undefined) return [];
  let all: Language | null = first;
  for (const each of rest) {
    const left: Sized<Language | null> = all === null ? null : meet(all, each);
    all = left === 'tooLarge' ? null : left;
  }
  const one = all === null ? null : shortest(all);
  if (one !== null) return [one];
  return [...new Set(some.flatMap((each) => shortest(each) ?? []))];
}
