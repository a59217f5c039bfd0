import type { MatrixCell } from '../../../core/model/matrix.ts';
import type { VerdictKind } from '../../../core/model/trace.ts';
import type { Line } from './lines.ts';

/** What a cell shows: how many of its questions end how. */
export interface Face {
  readonly counts: Readonly<Record<VerdictKind, number>>;
  readonly total: number;
  /** How many end otherwise than before. */
  readonly changed: number;
}

type Cells = readonly (readonly MatrixCell[])[];

/** Whether a question is looked for. */
export type Keep = (row: number, column: number, probe: number) => boolean;

/** Of all questions of two lines, or of those that are looked for; null: of all. */
export function faceOf(cells: Cells, row: Line, column: Line, before: Before | null, keep: Keep | null = null): Face {
  const counts = { allowed: 0, denied: 0, undetermined: 0 };
  let changed = 0;
  for (const at of row.indices) {
    for (const to of column.indices) {
      const verdicts = cells[at]?.[to] ?? [];
      for (const [probe, verdict] of verdicts.entries()) {
        if (column.probes?.includes(probe) === false || keep?.(at, to, probe) === false) continue;
        counts[verdict] += 1;
        const old = before?.(at, to, probe);
        if (old !== undefined && old !== verdict) changed += 1;
      }
    }
  }
  return { counts, total: counts.allowed + counts.denied + counts.undetermined, changed };
}

/** What the same question ended in before; undefined: it was not asked. */
export type Before = (row: number, column: number, probe: number) => VerdictKind | undefined;

/** The verdicts that a face has, from the best to the worst. */
export function verdictsOf({ counts }: Face): readonly VerdictKind[] {
  const order = ['allowed', 'undetermined', 'denied'] as const;
  return order.filter((verdict) => counts[verdict] > 0);
}
