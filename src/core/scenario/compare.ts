import type { FlowDifference } from '../model/difference.ts';
import type { LineChange } from '../model/lint.ts';
import type { Request } from '../model/request.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import type { FrameId, Story } from '../model/story.ts';
import { partingFrame } from '../story/parting.ts';
import { lineChanges } from '../yaml/lineChanges.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluationMemory } from './memory.ts';
import { radiusOf } from './radius.ts';
import { memoryBeside } from './side.ts';

/** Two versions of a document: which flows end otherwise, and in which lines of text they differ. */
export interface DocumentDifference {
  readonly flows: FlowDifference;
  readonly lines: readonly LineChange[];
}

/** Compares two versions of a document over all pairs of callers and callees. Never throws. */
export function compareDocuments(a: HopwiseDocument, b: HopwiseDocument, memory: EvaluationMemory): DocumentDifference {
  return { flows: radiusOf(a, b, null, memory), lines: lineChanges(a, b) };
}

/** One request's story in two versions of a document; null where a version has none. */
export interface TwoStories {
  readonly a: Story | null;
  readonly b: Story | null;
  /** The first step of B's story from where it no longer goes as A's; null: they are the same. */
  readonly parting: FrameId | null;
}

/** Tells one request in two versions of a document. */
export function twoStories(
  a: HopwiseDocument,
  b: HopwiseDocument,
  request: Request,
  memory: EvaluationMemory,
): TwoStories {
  const [first, second] = [a, b].map((document) => evaluate(document, request, memoryBeside(memory)).story);
  const stories = { a: first ?? null, b: second ?? null };
  if (stories.a === null || stories.b === null) return { ...stories, parting: null };
  const same = JSON.stringify(endOf(stories.a)) === JSON.stringify(endOf(stories.b));
  return { ...stories, parting: same ? null : partingFrame(stories.a, stories.b, 'story') };
}

function endOf({ frames, trace }: Story): unknown {
  return [trace.verdict, frames.map(({ id, outcome }) => [id, outcome])];
}
