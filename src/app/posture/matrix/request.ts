import type { MatrixPlan } from '../../../core/model/matrix.ts';
import type { RequestChoice } from '../../store/state.ts';

/** The request behind a question of the matrix: the prepared one by its id, else one made by hand. */
export function choiceOf(
  { rows, columns, prepared }: MatrixPlan,
  row: number,
  column: number,
  probe: number,
): RequestChoice {
  const known = prepared.find((cell) => cell.row === row && cell.column === column && cell.probe === probe);
  if (known !== undefined) return known.request.id;
  const caller = rows[row]?.caller;
  const asked = columns[column]?.probes[probe];
  if (caller === undefined || asked === undefined) return null;
  const { target, payload, tls } = asked;
  const id = `${rows[row]?.name}-${columns[column]?.name}-${asked.words}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return { id, title: '', caller: { kind: 'workload', workload: caller }, target, payload, tls };
}
