import { askRows } from '../analysis/matrix/ask.ts';
import { planMatrix } from '../analysis/matrix/plan.ts';
import { send } from '../dataplane/send.ts';
import type { MatrixPart } from '../model/matrix.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import type { EvaluationMemory } from './memory.ts';
import { prepare } from './prepare.ts';

/**
 * Some rows of the matrix of who reaches whom. Nothing of it is kept: a caller asks for a few rows at a time, so that
 * other questions get their turn in between. Never throws.
 */
export function matrixPart(
  document: HopwiseDocument,
  from: number,
  count: number,
  memory: EvaluationMemory,
): MatrixPart {
  const { world, own, resolve } = prepare(document, memory);
  const plan = planMatrix(world, own.requests);
  return {
    plan,
    from,
    cells: askRows(plan, from, count, (request) => send(world, resolve(request)).verdict.kind),
  };
}
