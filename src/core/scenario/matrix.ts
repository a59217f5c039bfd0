import { legsOf } from '../analysis/invariants/ends.ts';
import { probesInDetail } from '../analysis/difference/operations.ts';
import { askerBy, type Asker } from '../analysis/matrix/alike.ts';
import { askRows } from '../analysis/matrix/ask.ts';
import type { World } from '../controlplane/world.ts';
import { send } from '../dataplane/send.ts';
import type { MatrixPart, MatrixPlan } from '../model/matrix.ts';
import type { Request } from '../model/request.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import type { Trace, VerdictKind } from '../model/trace.ts';
import type { EvaluationMemory } from './memory.ts';
import { sideOf } from './side.ts';

interface CellAnswer {
  readonly verdict: VerdictKind;
  /** It is allowed, and crosses some wire in plaintext. */
  readonly plain: boolean;
}

interface Known {
  readonly asker: Asker<CellAnswer>;
  /** With every operation that policies tell apart. */
  detailed: MatrixPlan | null;
}

/** A world is built anew for each text, so what is asked of it stays true. */
const known = new WeakMap<World, Known>();

/**
 * Some rows of the matrix of who reaches whom. A caller asks for a few rows at a time, so that other questions get their
 * turn in between. `detail` asks of each port every operation that its policies tell apart. Never throws.
 */
export function matrixPart(
  document: HopwiseDocument,
  from: number,
  count: number,
  memory: EvaluationMemory,
  detail = false,
): MatrixPart {
  const { world, plan: plain, resolve } = sideOf(document, memory);
  const { asker, detailed } = knownOf(world, plain, detail);
  const plan = detailed ?? plain;
  const answers = askRows(plan, from, count, ({ caller, question, request, prepared }) =>
    prepared ? answerOf(send(world, resolve(request()))) : asker.ask(question, caller, () => resolve(request())),
  );
  return {
    plan,
    from,
    cells: answers.map((row) => row.map((cell) => cell.map(({ verdict }) => verdict))),
    plain: answers.map((row) => row.map((cell) => cell.map((each) => each.plain))),
  };
}

function knownOf(world: World, plan: MatrixPlan, detail: boolean): Known {
  const ask = (request: Request) => {
    const trace = send(world, request);
    return { answer: answerOf(trace), traces: [trace] };
  };
  const found = known.get(world) ?? { asker: askerBy(world, ask), detailed: null };
  known.set(world, found);
  if (!detail) return { ...found, detailed: null };
  // The questions of the plain plan come first, so what is prepared keeps its place.
  found.detailed ??= {
    ...plan,
    columns: plan.columns.map((column) => ({ ...column, probes: probesInDetail([world], column) })),
  };
  return found;
}

function answerOf(trace: Trace): CellAnswer {
  const verdict = trace.verdict.kind;
  return { verdict, plain: verdict === 'allowed' && legsOf(trace).some(({ wire }) => wire === 'plaintext') };
}
