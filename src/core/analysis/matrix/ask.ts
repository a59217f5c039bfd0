import type { MatrixPlan, MatrixRow, PreparedCell, Probe } from '../../model/matrix.ts';
import type { Request } from '../../model/request.ts';
import type { WorkloadId } from '../../model/resource.ts';
import { keyOf } from './probes.ts';

/** The request behind one question of a matrix: the prepared one where there is one. */
export function questionOf(row: MatrixRow, probe: Probe, prepared: PreparedCell | undefined): Request {
  if (prepared !== undefined) return prepared.request;
  const { target, payload, tls } = probe;
  return { id: '', title: '', caller: { kind: 'workload', workload: row.caller }, target, payload, tls };
}

/** One question of a matrix. */
export interface CellQuestion {
  readonly caller: WorkloadId;
  /** Names what is asked of whom: the same for all callers. */
  readonly question: string;
  readonly request: () => Request;
  /** The document's own request, which may say more than the others of its column. */
  readonly prepared: boolean;
}

/** The answers of `count` rows from the row `from` on: of each callee, one to each of its questions. */
export function askRows<T>(
  { rows, columns, prepared }: MatrixPlan,
  from: number,
  count: number,
  answerTo: (question: CellQuestion) => T,
): readonly (readonly (readonly T[])[])[] {
  const keys = columns.map(({ probes }) => probes.map(keyOf));
  return rows.slice(from, from + count).map((row, index) => {
    const own = prepared.filter((cell) => cell.row === from + index);
    return columns.map((column, at): readonly T[] => {
      if (column.node === row.caller) return [];
      const known = own.length === 0 ? own : own.filter((cell) => cell.column === at);
      return column.probes.map((probe, each) => {
        const one = known.find((cell) => cell.probe === each);
        return answerTo({
          caller: row.caller,
          question: `${column.node}\n${keys[at]?.[each] ?? ''}`,
          request: () => questionOf(row, probe, one),
          prepared: one !== undefined,
        });
      });
    });
  });
}
