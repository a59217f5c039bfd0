import type { Edit } from '../../core/model/lint.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { applyEdits } from '../../core/yaml/applyEdits.ts';
import { lineChanges } from '../../core/yaml/lineChanges.ts';
import type { Mended } from './protocol.ts';

/** A document after a quick fix, and the lines in which it differs. */
export function mend(document: HopwiseDocument, edits: readonly Edit[]): Mended {
  const applied = applyEdits(document, edits);
  if ('error' in applied) return { kind: 'refused', reason: applied.error };
  return { kind: 'edited', document: applied.document, changes: lineChanges(document, applied.document) };
}
