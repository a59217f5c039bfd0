import { type Asker, askerOf } from '../analysis/matrix/alike.ts';
import { askRows } from '../analysis/matrix/ask.ts';
import { planMatrix } from '../analysis/matrix/plan.ts';
import type { World } from '../controlplane/world.ts';
import { send } from '../dataplane/send.ts';
import type { MatrixPart, MatrixPlan } from '../model/matrix.ts';
import type { Request } from '../model/request.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import type { EvaluationMemory } from './memory.ts';
import { prepare } from './prepare.ts';

interface Asking {
  readonly plan: MatrixPlan;
  readonly asker: Asker;
}

/** A world is built anew for each text, so what is asked of it stays the same. */
const askings = new WeakMap<World, Asking>();

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
  const { world, own, resolve } = prepare(document, memory);
  const { plan, asker } = askingOf(world, own.requests);
  const cells = askRows(plan, from, count, ({ caller, question, request, prepared }) =>
    prepared ? send(world, resolve(request())).verdict.kind : asker.ask(question, caller, () => resolve(request())),
  );
  return { plan, from, cells };
}

function askingOf(world: World, requests: readonly Request[]): Asking {
  const before = askings.get(world);
  if (before !== undefined) return before;
  const made = { plan: planMatrix(world, requests), asker: askerOf(world) };
  askings.set(world, made);
  return made;
}
