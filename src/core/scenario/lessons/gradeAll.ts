import type { Expectation, Grade, KeptInvariant } from '../../model/lesson.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { checkInvariant } from '../invariants/checkInvariant.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { memoryBeside } from '../side.ts';
import { grade } from './grade.ts';

/** What has become of each goal: expectations, and invariants as `start` has them. Never throws. */
export function gradeAll(
  document: HopwiseDocument,
  start: HopwiseDocument,
  goals: readonly (Expectation | KeptInvariant)[],
  memory: EvaluationMemory,
): readonly Grade[] {
  return goals.flatMap((goal): readonly Grade[] =>
    'invariant' in goal ? [kept(document, start, goal, memory)] : grade(document, start, [goal], memory),
  );
}

function kept(
  document: HopwiseDocument,
  start: HopwiseDocument,
  { invariant: wanted }: KeptInvariant,
  memory: EvaluationMemory,
): Grade {
  const { invariants } = prepare(start, memoryBeside(memory)).own;
  const invariant = invariants.find(({ id }) => id === wanted);
  const result = invariant === undefined ? null : checkInvariant(document, invariant, memory);
  if (result === null || result.kind === 'unclear') return { kind: 'unknown' };
  if (result.kind === 'held') return { kind: 'met' };
  const [witness] = result.witnesses;
  if (witness === undefined) return { kind: 'unknown' };
  const { request } = witness;
  return { kind: 'failed', verdict: prepare(document, memory).sendOf(request).verdict.kind, request };
}
