import type { MatrixCell, MatrixPlan, MatrixRow, PreparedCell, Probe } from '../../model/matrix.ts';
import type { Request } from '../../model/request.ts';
import type { VerdictKind } from '../../model/trace.ts';

/** The request behind one question of a matrix: the prepared one where there is one. */
export function questionOf(row: MatrixRow, probe: Probe, prepared: PreparedCell | undefined): Request {
  if (prepared !== undefined) return prepared.request;
  const { target, payload, tls } = probe;
  return { id: '', title: '', caller: { kind: 'workload', workload: row.caller }, target, payload, tls };
}

/** The verdicts of `count` rows from the row `from` on; `verdictOf` sends a request. */
export function askRows(
  { rows, columns, prepared }: MatrixPlan,
  from: number,
  count: number,
  verdictOf: (request: Request) => VerdictKind,
): readonly (readonly MatrixCell[])[] {
  return rows.slice(from, from + count).map((row, index) => {
    const own = prepared.filter((cell) => cell.row === from + index);
    return columns.map((column, at): MatrixCell => {
      if (column.node === row.caller) return [];
      const known = own.filter((cell) => cell.column === at);
      return column.probes.map((probe, each) =>
        verdictOf(
          questionOf(
            row,
            probe,
            known.find((cell) => cell.probe === each),
          ),
        ),
      );
    });
  });
}
