import { useMemo } from 'react';
import type { Invariant, InvariantResult } from '../../core/model/invariant.ts';
import { invariantsOf, keyOf } from '../store/invariants.ts';
import { useStore } from '../store/store.ts';

/** An invariant with what has become of it; null: it has yet to be checked, or could not be. */
export interface Row {
  readonly invariant: Invariant;
  readonly result: InvariantResult | null;
}

export interface Checked {
  readonly rows: readonly Row[];
  /** Not all is checked of what is on the screen. */
  readonly busy: boolean;
  readonly counts: Readonly<Record<InvariantResult['kind'], number>>;
  /** Of those that hold so many are proved. */
  readonly proved: number;
}

/** The invariants of the mesh on the screen, as far as they are checked. Somebody must watch them. */
export function useChecked(): Checked {
  const invariants = useStore(invariantsOf);
  const checked = useStore((state) => state.invariants);
  return useMemo(() => {
    const rows = invariants.map((invariant) => ({
      invariant,
      result: checked?.results.get(keyOf(invariant.demand)) ?? null,
    }));
    const counts = { held: 0, broken: 0, unclear: 0 };
    for (const { result } of rows) if (result !== null) counts[result.kind] += 1;
    const proved = rows.filter(({ result }) => result?.kind === 'held' && result.by !== 'asking').length;
    // What needs somebody comes first; else the order of the text.
    rows.sort((a, b) => urgency(a) - urgency(b));
    return { rows, busy: checked?.busy ?? true, counts, proved };
  }, [invariants, checked]);
}

function urgency({ result }: Row): number {
  return result?.kind === 'broken' ? 0 : result?.kind === 'unclear' ? 1 : 2;
}
