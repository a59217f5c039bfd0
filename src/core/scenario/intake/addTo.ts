import type { DocumentFile, HopwiseDocument } from '../../model/scenario.ts';
import type { ResourceId } from '../../model/resource.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { readEntries } from '../../yaml/reading.ts';
import { splitDocuments } from '../../yaml/split.ts';
import { layOut } from './layOut.ts';

/**
 * Two meshes as one. Of an object that both have, the one that is added counts: the other's document is taken out.
 * Requests and clock stay those of the mesh that is open.
 */
export function addTo(base: HopwiseDocument, added: HopwiseDocument): HopwiseDocument {
  const hasScenario = parseDocument(base).scenario !== null;
  const incoming = hasScenario ? without(added, (id) => id.startsWith('Scenario/')) : added.files;
  const ids = new Set<ResourceId>(parseDocument({ files: incoming }).resources.map(({ id }) => id));
  const kept = without(base, (id) => ids.has(id)).filter(({ text }) => splitDocuments(text).length > 0);
  const fresh = layOut(
    incoming
      .filter(({ text }) => splitDocuments(text).length > 0)
      .map(({ name, text }) => ({ name, text, list: false, documents: [] })),
    kept.map(({ name }) => name),
  );
  return { files: [...kept, ...fresh] };
}

/** The files without the documents that hold only such objects; a file of which nothing goes is the very same. */
function without(document: HopwiseDocument, goes: (id: ResourceId) => boolean): readonly DocumentFile[] {
  return document.files.map((file) => {
    const chunks = splitDocuments(file.text);
    const left = chunks.filter(({ text }) => {
      const entries = readEntries(text, new Map(), new Set());
      const drafts = entries.map(({ manifest }) => manifest?.draft ?? null);
      return drafts.length === 0 || !drafts.every((draft) => draft !== null && goes(draft.id));
    });
    if (left.length === chunks.length) return file;
    const texts = left.map(({ text }, at) => (at === 0 || text.startsWith('---') ? text : `---\n${text}`));
    return { name: file.name, text: texts.join('') };
  });
}
