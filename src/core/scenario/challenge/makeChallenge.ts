import type { Json, JsonObject } from '../../model/json.ts';
import type { ChallengeDraft, Goal, MadeChallenge, NotMade, WrittenChallenge } from '../../model/lesson.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { setAt } from '../../yaml/patch.ts';
import { gradeAll } from '../lessons/gradeAll.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { memoryBeside } from '../side.ts';
import { fileEdits } from './fileEdits.ts';
import { takeChallenge, withoutChallenge } from './takeChallenge.ts';

const newScenario = 'apiVersion: hopwise.dev/v1\nkind: Scenario\nmetadata:\n  name: challenge\nspec: {}\n';

/**
 * Two versions of a document, and what an author says, as one document that opens as a challenge. It is refused if a goal is not
 * met in the solution, or all are at the start. Never throws.
 */
export function makeChallenge(
  begun: HopwiseDocument,
  solved: HopwiseDocument,
  draft: ChallengeDraft,
  memory: EvaluationMemory,
): MadeChallenge {
  const [start, solution] = [withScenario(begun, memory), withScenario(solved, memory)];
  if (isBroken(start, memory) || isBroken(solution, memory)) return refused('unreadable');
  const graded = (document: HopwiseDocument): readonly string[] =>
    gradeAll(document, start, draft.goals, memoryBeside(memory)).map(({ kind }) => kind);
  const unmet = graded(solution).findIndex((kind) => kind !== 'met');
  if (unmet >= 0) return refused('unsolved', unmet);
  if (graded(start).every((kind) => kind === 'met')) return refused('solvedAtStart');
  // To take the challenge out may lay the text around it out anew: the solution is told against that.
  const blank = withChallenge(start, { ...draft, solution: [] }, memory);
  const stripped = blank === null ? null : withoutChallenge(blank, memory);
  if (stripped === null) return refused('notWritten');
  const edits = fileEdits(stripped, solution);
  if (edits === null) return refused('otherFiles');
  if (edits.length === 0) return refused('unchanged');
  const document = withChallenge(start, { ...draft, solution: edits }, memory);
  return document === null || takeChallenge(document, memory) === null
    ? refused('notWritten')
    : { kind: 'made', document };
}

function refused(why: NotMade, goal: number | null = null): MadeChallenge {
  return { kind: 'refused', why, goal };
}

function isBroken(document: HopwiseDocument, memory: EvaluationMemory): boolean {
  return prepare(document, memoryBeside(memory)).parsed.diagnostics.some(({ severity }) => severity === 'error');
}

/** A challenge needs a Scenario to stand in. */
function withScenario(document: HopwiseDocument, memory: EvaluationMemory): HopwiseDocument {
  const { scenario } = prepare(document, memoryBeside(memory)).parsed;
  return scenario !== null ? document : { files: [...document.files, { name: 'challenge.yaml', text: newScenario }] };
}

function withChallenge(
  document: HopwiseDocument,
  challenge: WrittenChallenge,
  memory: EvaluationMemory,
): HopwiseDocument | null {
  // `prepare` reads no challenge without a solution, and need not: the Scenario is meant, whatever is in it.
  const { scenario } = prepare(document, memoryBeside(memory)).parsed;
  const file = document.files.find(({ name }) => name === scenario?.file);
  if (scenario === null || file === undefined) return null;
  const set = setAt(file.text, scenario.index, ['spec', 'challenge'], written(challenge));
  if ('error' in set) return null;
  return { files: document.files.map((each) => (each === file ? { name: file.name, text: set.text } : each)) };
}

function written({ title, brief, goals, hints, limits, solution }: WrittenChallenge): JsonObject {
  return {
    title,
    ...(brief === '' ? {} : { brief }),
    goals: goals.map(writtenGoal),
    hints,
    ...(limits === null ? {} : { limits: { ...limits } }),
    solution: solution.map(({ file, find, replace }) => ({ file, find, replace })),
  };
}

function writtenGoal(goal: Goal): Json {
  if ('invariant' in goal) return { text: goal.text, invariant: goal.invariant };
  const { text, request, wants, but } = goal;
  return { text, request, wants, ...(but === undefined ? {} : { but }) };
}
