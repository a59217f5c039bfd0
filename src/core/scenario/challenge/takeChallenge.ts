import type { Challenge } from '../../model/lesson.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { changeText } from '../../yaml/change.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { memoryBeside } from '../side.ts';
import { withFileEdits } from './fileEdits.ts';

/** The document without what there is to do in it: neither hints nor solution are to be read there. Null: it cannot be taken out. */
export function withoutChallenge(document: HopwiseDocument, memory: EvaluationMemory): HopwiseDocument | null {
  const { scenario } = prepare(document, memoryBeside(memory)).parsed;
  const file = document.files.find(({ name }) => name === scenario?.file);
  if (scenario === null || file === undefined) return null;
  const changed = changeText(file.text, scenario.index, { kind: 'remove', path: ['spec', 'challenge'] });
  if ('error' in changed) return null;
  return { files: document.files.map((each) => (each === file ? { name: file.name, text: changed.text } : each)) };
}

/** The challenge that a document holds, ready to be begun. Null: it holds none, or its solution does not fit its text. */
export function takeChallenge(document: HopwiseDocument, memory: EvaluationMemory): Challenge | null {
  const { challenge } = prepare(document, memoryBeside(memory)).own;
  const start = challenge === null ? null : withoutChallenge(document, memory);
  if (challenge === null || start === null) return null;
  const solution = withFileEdits(start, challenge.solution);
  return solution === null ? null : { ...challenge, start, solution };
}
