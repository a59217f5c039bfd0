import { askRows } from '../analysis/matrix/ask.ts';
import { send } from '../dataplane/send.ts';
import type { MatrixPart } from '../model/matrix.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import type { EvaluationMemory } from './memory.ts';
import { sideOf } from './side.ts';

/**
 * Some rows of the matrix of who reaches whom. A caller asks for a few rows at a time, so that other questions get their
 * turn in between. Never throws.
 */
export function matrixPart(
  document: HopwiseDocument,
  from: number,
  count: number,
  memory: EvaluationMemory,
): MatrixPart {
  const { world, plan, asker, resolve } = sideOf(document, memory);
  const cells = askRows(plan, from, count, ({ caller, question, request, prepared }) =>
    prepared
      ? send(world, resolve(request())).verdict.kind
      : asker.ask(question, caller, () => resolve(request())).verdict,
  );
  return { plan, from, cells };
}
