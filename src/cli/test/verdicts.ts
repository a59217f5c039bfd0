import { sayDemand, sayResult, sayWitness } from '../../content/locales/en/invariants.ts';
import type { CheckedInvariant } from '../../core/scenario/invariants/checkAll.ts';
import { plain } from '../problems.ts';

/** `skipped`: nobody can say, and that was permitted. */
export type Verdict = 'passed' | 'failed' | 'unclear' | 'skipped';

export interface TestResult extends CheckedInvariant {
  readonly verdict: Verdict;
}

export interface TestResults {
  /** Of the Scenario document. */
  readonly name: string;
  readonly results: readonly TestResult[];
}

/** What a result means for the build. */
export function verdictOf({ result }: CheckedInvariant, allowUnclear: boolean): Verdict {
  switch (result.kind) {
    case 'held':
      return 'passed';
    case 'broken':
      return 'failed';
    case 'unclear':
      return allowUnclear ? 'skipped' : 'unclear';
  }
}

/** What is demanded, in the author's words or in a sentence. */
export function demandOf({ invariant: { title, demand } }: CheckedInvariant): string {
  return title === '' ? plain(sayDemand(demand)) : title;
}

/** What was found out. */
export function findingOf({ result }: CheckedInvariant): string {
  return plain(sayResult(result));
}

/** Requests that show it, a sentence each, and how many are not told. */
export function evidenceOf({ invariant: { demand }, result }: CheckedInvariant): readonly string[] {
  if (result.kind === 'held') return [];
  if (result.kind === 'unclear')
    return result.witness === null ? [] : [plain(sayWitness(demand, result.witness)).replace(/,.*/, ': can’t tell.')];
  const told = result.witnesses.map((witness) => plain(sayWitness(demand, witness)));
  const more = result.found - told.length;
  return more > 0 ? [...told, `… and ${more} more`] : told;
}
