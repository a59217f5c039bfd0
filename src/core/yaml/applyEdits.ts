import type { Edit } from '../model/lint.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import { manifestText } from './emit.ts';
import { parseDocument } from './parse.ts';
import { type PatchError, type Patched, setAt } from './patch.ts';
import { removeAt } from './removeAt.ts';
import { renameKey } from './renameKey.ts';
import { isJsonText } from './syntax.ts';

export type Applied = { readonly document: HopwiseDocument } | { readonly error: PatchError };

/** Makes changes one after the other; one that cannot be made undoes all of them. Never throws. */
export function applyEdits(document: HopwiseDocument, edits: readonly Edit[]): Applied {
  let current = document;
  for (const edit of edits) {
    const id = edit.op === 'add' ? edit.beside : edit.resource;
    const found = parseDocument(current).resources.find((each) => each.id === id);
    const file = current.files.find(({ name }) => name === found?.file);
    if (found === undefined || file === undefined) return { error: 'notFound' };
    const patched = patch(file.text, found.index, edit);
    if ('error' in patched) return patched;
    current = { files: current.files.map((each) => (each === file ? { name: file.name, text: patched.text } : each)) };
  }
  return { document: current };
}

function patch(text: string, index: number, edit: Edit): Patched {
  switch (edit.op) {
    case 'set':
      return setAt(text, index, edit.path, edit.value);
    case 'remove':
      return removeAt(text, index, edit.path);
    case 'rename':
      return renameKey(text, index, edit.path, edit.to);
    case 'add': {
      // A JSON file is one value: nothing can stand after it.
      if (isJsonText(text)) return { error: 'notAContainer' };
      const ends = text.endsWith('\n') ? text : `${text}\n`;
      const added = `${ends}---\n${manifestText(edit.manifest)}`;
      return { text: text.includes('\r\n') ? added.replaceAll(/\r?\n/g, '\r\n') : added };
    }
  }
}
