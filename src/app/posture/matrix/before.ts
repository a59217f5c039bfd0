import type { MatrixCell, MatrixPlan } from '../../../core/model/matrix.ts';
import type { VerdictKind } from '../../../core/model/trace.ts';
import type { Before } from './face.ts';

export interface AskedMatrix {
  readonly plan: MatrixPlan;
  /** As many rows as have been answered. */
  readonly cells: readonly (readonly MatrixCell[])[];
  /** Of each verdict: whether the request is allowed and crosses some wire in plaintext. */
  readonly plain: readonly (readonly (readonly boolean[])[])[];
}

/** Looks the questions of one matrix up in another, by who asks, whom, and what. */
export function lookUp(now: MatrixPlan, old: AskedMatrix): Before {
  const rows = new Map(old.plan.rows.map(({ caller }, index) => [caller, index]));
  const columns = new Map(old.plan.columns.map((column, index) => [nameOf(column), index]));
  return (row, column, probe) => {
    const wanted = now.columns[column];
    const caller = now.rows[row]?.caller;
    const at = caller === undefined ? undefined : rows.get(caller);
    const to = wanted === undefined ? undefined : columns.get(nameOf(wanted));
    if (at === undefined || to === undefined) return undefined;
    const asked = wanted?.probes[probe];
    const same =
      old.plan.columns[to]?.probes.findIndex(
        ({ words, target }) => words === asked?.words && target.port === asked.target.port,
      ) ?? -1;
    return old.cells[at]?.[to]?.[same];
  };
}

function nameOf({ namespace, name }: MatrixPlan['columns'][number]): string {
  return `${namespace}/${name}`;
}

/** How many questions end otherwise than before, by how they end now. */
export function changes({ plan, cells }: AskedMatrix, before: Before): Readonly<Record<VerdictKind, number>> {
  const counts = { allowed: 0, denied: 0, undetermined: 0 };
  for (const [row, columns] of cells.entries()) {
    for (const [column] of plan.columns.entries()) {
      for (const [probe, verdict] of (columns[column] ?? []).entries()) {
        const old = before(row, column, probe);
        if (old !== undefined && old !== verdict) counts[verdict] += 1;
      }
    }
  }
  return counts;
}
