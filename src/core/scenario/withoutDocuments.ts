import type { DocumentFile, HopwiseDocument } from '../model/scenario.ts';
import { readEntries } from '../yaml/reading.ts';
import type { Draft } from '../yaml/manifest.ts';
import { splitDocuments } from '../yaml/split.ts';

/** The files without the YAML documents that hold nothing but such objects; a file of which nothing goes is the very same. */
export function withoutDocuments(document: HopwiseDocument, goes: (object: Draft) => boolean): readonly DocumentFile[] {
  return document.files.map((file) => {
    const chunks = splitDocuments(file.text);
    const left = chunks.filter(({ text }) => {
      const drafts = readEntries(text, new Map(), new Set()).map(({ manifest }) => manifest?.draft ?? null);
      return drafts.length === 0 || !drafts.every((draft) => draft !== null && goes(draft));
    });
    if (left.length === chunks.length) return file;
    const texts = left.map(({ text }, at) => (at === 0 || text.startsWith('---') ? text : `---\n${text}`));
    return { name: file.name, text: texts.join('') };
  });
}
