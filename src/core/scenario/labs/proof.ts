import type { JsonObject } from '../../model/json.ts';
import type { Lab, LabSymptom } from '../../model/lab.ts';
import { grade } from '../lessons/grade.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { memoryBeside } from '../side.ts';
import { equalJson } from '../../yaml/plainEdit.ts';
import { symptomOf } from './symptom.ts';

/** What can be wrong with a lab. */
export type Flaw =
  | 'unreadable'
  | 'otherEdits' // more or fewer than one resource differs
  | 'otherFault' // it is not the one that the hints tell
  | 'otherSymptom' // nothing shows, several things do, or not what is told
  | 'solvedAtStart'
  | 'unknownGoal'
  | 'unsolved'; // by its solution

/**
 * What is not as a lab promises; empty if all is: one resource differs between start and solution, one symptom shows, it is the
 * one that is told, the start fails its first goal, and the solution meets all of them.
 */
export function proofOf({ start, solution, symptom, goals, fault }: Lab, memory: EvaluationMemory): readonly Flaw[] {
  const [bad, good] = [prepare(start, memoryBeside(memory)), prepare(solution, memoryBeside(memory))];
  const expectations = goals.map(({ expects }) => expects);
  const before = grade(start, start, expectations, memoryBeside(memory)).map(({ kind }) => kind);
  const after = grade(solution, start, expectations, memoryBeside(memory)).map(({ kind }) => kind);
  const differing = changedResources(bad.resources, good.resources);
  const shown = symptomOf(
    solution,
    start,
    goals.filter(({ expects }) => expects.but === undefined).map(({ request }) => request),
    memory,
  );
  const claims: readonly (readonly [Flaw, boolean])[] = [
    ['unreadable', bad.parsed.diagnostics.length + good.parsed.diagnostics.length === 0],
    ['otherEdits', differing.length === 1],
    ['otherFault', differing[0]?.split(/[. ]/)[0] === fault.kind],
    ['otherSymptom', shown !== null && isSame(shown, symptom)],
    ['solvedAtStart', before[0] === 'failed'],
    ['unknownGoal', !before.includes('unknown')],
    ['unsolved', after.every((kind) => kind === 'met')],
  ];
  return claims.filter(([, holds]) => !holds).map(([claim]) => claim);
}

/** Kind and name of every object that only one side has, or that is another there; one that was moved counts once. */
function changedResources(
  a: readonly { readonly kind: string; readonly name: string; readonly body: JsonObject }[],
  b: readonly { readonly kind: string; readonly name: string; readonly body: JsonObject }[],
): readonly string[] {
  const only = (some: typeof a, others: typeof a): readonly string[] =>
    some
      .filter(({ body }) => !others.some((other) => equalJson(body, other.body)))
      .map(({ kind, name }) => `${kind} ${name}`);
  return [...new Set([...only(a, b), ...only(b, a)])];
}

function isSame(a: LabSymptom, b: LabSymptom): boolean {
  return a.change === b.change && a.at === b.at && a.node === b.node;
}
