import type { FrameId } from '../../core/model/story.ts';
import type { Evaluation } from '../../core/scenario/evaluate.ts';
import { locate } from '../store/locate.ts';
import type { EditorGoal, Wish } from '../store/state.ts';
import type { Span } from './marks.ts';

/** Where the editor looks. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly wish: Wish;
  /** The value that is meant: selected for writing, so that typing replaces it. */
  readonly value: Span | null;
}

/** The text that decides the current step or is read by it, else what decides the story, else its first resource: the Scenario is no evidence, unless it is all there is. */
export function placeOfFrame(evaluation: Evaluation, frame: FrameId | null): Place | null {
  const { story } = evaluation;
  const ofFrame = (id: FrameId | null | undefined) => {
    const found = story?.frames.find((one) => one.id === id);
    return found?.decidingSources[0] ?? found?.readSources[0];
  };
  const last = story?.frames.findLast((one) => one.decidingSources.length > 0);
  const ref = ofFrame(frame) ?? ofFrame(story?.verdictFrame) ?? last?.decidingSources[0];
  const { resources } = evaluation;
  const range = ref === undefined ? undefined : locate(evaluation, ref);
  if (range !== undefined) return { file: range.file, line: range.line, wish: 'none', value: null };
  const first = ref === undefined ? (resources.find(({ kind }) => kind !== 'Scenario') ?? resources[0]) : undefined;
  if (first === undefined) return null;
  // The middle of the screen: its lines are in sight, and some of what comes after it.
  const { file, line, endLine } = first.range;
  return { file, line: Math.min(line + 6, endLine), wish: 'none', value: null };
}

/** The place that somebody asked for; null if it is not in the text. */
export function placeOfGoal(evaluation: Evaluation | null, goal: EditorGoal): Place | null {
  if (goal.kind === 'place') return { file: goal.file, line: goal.line, wish: goal.wish, value: null };
  const range = evaluation === null ? undefined : locate(evaluation, goal.ref);
  if (range === undefined) return null;
  const value = range.line === range.endLine ? { start: range.start, end: range.end } : null;
  return { file: range.file, line: range.line, wish: goal.focus ? 'write' : 'see', value };
}
