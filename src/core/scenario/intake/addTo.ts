import type { HopwiseDocument } from '../../model/scenario.ts';
import type { ResourceId } from '../../model/resource.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { splitDocuments } from '../../yaml/split.ts';
import { withoutDocuments } from '../withoutDocuments.ts';
import { layOut } from './layOut.ts';

/**
 * Two meshes as one. Of an object that both have, the one that is added counts: the other's document is taken out.
 * Requests and clock stay those of the mesh that is open.
 */
export function addTo(base: HopwiseDocument, added: HopwiseDocument): HopwiseDocument {
  const hasScenario = parseDocument(base).scenario !== null;
  const incoming = hasScenario ? withoutDocuments(added, ({ kind }) => kind === 'Scenario') : added.files;
  const ids = new Set<ResourceId>(parseDocument({ files: incoming }).resources.map(({ id }) => id));
  const kept = withoutDocuments(base, ({ id }) => ids.has(id)).filter(({ text }) => splitDocuments(text).length > 0);
  const fresh = layOut(
    incoming
      .filter(({ text }) => splitDocuments(text).length > 0)
      .map(({ name, text }) => ({ name, text, list: false, documents: [] })),
    kept.map(({ name }) => name),
  );
  return { files: [...kept, ...fresh] };
}
