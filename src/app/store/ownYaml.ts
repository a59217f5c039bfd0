import type { DocumentFile } from '../../core/model/scenario.ts';
import { fromBundle } from './bundle.ts';
import { undo } from './gateway.ts';
import { openDocument } from './run.ts';
import { useStore } from './store.ts';
import { showToast } from './toast.ts';

const sizeLimit = 8 * 1024 * 1024;

/** Opens pasted text as a document of one file; blank text opens nothing. */
export function openPasted(text: string): boolean {
  if (text.trim() === '') return false;
  openFiles(fromBundle(text) ?? [{ name: 'pasted.yaml', text }]);
  return true;
}

/** Opens dropped or chosen files as one document; says which of them were left out. */
export async function openFileList(list: readonly File[]): Promise<void> {
  const chosen = list.filter(({ size }) => size <= sizeLimit);
  if (chosen.length < list.length) showToast('A file over 8 MB was left out.');
  const files: DocumentFile[] = [];
  for (const file of chosen) {
    const text = await file.text();
    for (const part of fromBundle(text) ?? [{ name: file.name, text }]) {
      files.push({ name: freeName(part.name, files), text: part.text });
    }
  }
  if (files.length > 0) openFiles(files);
}

function openFiles(files: readonly DocumentFile[]): void {
  const hadOne = useStore.getState().document.files.length > 0;
  openDocument({ files }, null);
  // Nothing is lost by opening: the old document is one undo away.
  if (hadOne) showToast('Opened. Nothing of it leaves this page.', { label: 'Back to before', run: undo });
}

function freeName(name: string, taken: readonly DocumentFile[]): string {
  if (!taken.some((file) => file.name === name)) return name;
  return freeName(`copy of ${name}`, taken);
}
