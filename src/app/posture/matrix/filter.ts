import type { VerdictKind } from '../../../core/model/trace.ts';
import type { AskedMatrix } from './before.ts';
import type { Before, Keep } from './face.ts';

/** What is looked for in a matrix. */
export interface MatrixFilter {
  /** `changed`: what ends otherwise than before. */
  readonly verdict: VerdictKind | 'changed' | null;
  /** Of callers or callees there; null: of all. */
  readonly namespace: string | null;
  /** Allowed, and in plaintext on some wire. */
  readonly plaintext: boolean;
  /** To hosts outside the cluster. */
  readonly egress: boolean;
}

export const noFilter: MatrixFilter = { verdict: null, namespace: null, plaintext: false, egress: false };

/** Whether a question is looked for; null: all are. */
export function keepOf(
  { verdict, namespace, plaintext, egress }: MatrixFilter,
  { plan, cells, plain }: AskedMatrix,
  before: Before | null,
): Keep | null {
  if (verdict === null && namespace === null && !plaintext && !egress) return null;
  return (row, column, probe) => {
    const to = plan.columns[column];
    if (egress && to?.namespace !== null) return false;
    if (namespace !== null && to?.namespace !== namespace && plan.rows[row]?.namespace !== namespace) return false;
    if (plaintext && plain[row]?.[column]?.[probe] !== true) return false;
    const now = cells[row]?.[column]?.[probe];
    if (verdict === null || now === undefined) return true;
    if (verdict !== 'changed') return now === verdict;
    const old = before?.(row, column, probe);
    return old !== undefined && old !== now;
  };
}

/** Rows and columns in which something that is looked for was found, and how many questions that is. */
export interface Found {
  readonly rows: ReadonlySet<number>;
  /** `COLUMN:PROBE` */
  readonly questions: ReadonlySet<string>;
  readonly count: number;
}

/** Goes through all that is answered. */
export function findAll({ cells }: AskedMatrix, keep: Keep): Found {
  const rows = new Set<number>();
  const questions = new Set<string>();
  let count = 0;
  for (const [row, columns] of cells.entries()) {
    for (const [column, verdicts] of columns.entries()) {
      for (const probe of verdicts.keys()) {
        if (!keep(row, column, probe)) continue;
        rows.add(row);
        questions.add(`${column}:${probe}`);
        count += 1;
      }
    }
  }
  return { rows, questions, count };
}
