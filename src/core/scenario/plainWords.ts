import { plainOf } from '../analysis/plain/plain.ts';
import type { Plain } from '../model/plain.ts';
import type { ResourceId } from '../model/resource.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import type { EvaluationMemory } from './memory.ts';
import { prepare } from './prepare.ts';

/** What one policy of a document says, as terms; null for other kinds, and for what Istio refuses. Never throws. */
export function plainWords(document: HopwiseDocument, id: ResourceId, memory: EvaluationMemory): Plain | null {
  return plainOf(prepare(document, memory).world, id);
}

/** The same of several, in their order. */
export function plainWordsOf(
  document: HopwiseDocument,
  ids: readonly ResourceId[],
  memory: EvaluationMemory,
): readonly (Plain | null)[] {
  const { world } = prepare(document, memory);
  return ids.map((id) => plainOf(world, id));
}
