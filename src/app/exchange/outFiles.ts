import type { DocumentFile } from '../../core/model/scenario.ts';
import type { TakenOut } from '../../core/scenario/outgo/takeOut.ts';
import { saveFile } from '../ui/saveFile.ts';
import { plainPath } from './gather.ts';
import { zip } from './zip.ts';

/** Files as one stream of documents. */
export function oneText(files: readonly DocumentFile[]): string {
  const texts = files.map(({ text }) => text.replace(/^\uFEFF/, '').trimEnd());
  return `${texts.map((text, at) => (at === 0 || text.startsWith('---') ? text : `---\n${text}`)).join('\n')}\n`;
}

/** What was added and changed, as one stream of documents; '' if nothing was. */
export function patchText({ added, changed }: TakenOut): string {
  const texts = [...added, ...changed].map(({ text }) => text);
  return texts.length === 0 ? '' : `${texts.join('\n---\n')}\n`;
}

/** All that brings a cluster from what was opened to what there is now, as a command. */
export function commandOf(taken: TakenOut): string {
  return [...(taken.apply === null ? [] : [taken.apply]), ...taken.removed.map(({ remove }) => remove)].join('\n');
}

/** One file for each object that was added or changed, and the commands for what was removed. */
export function changedFiles(taken: TakenOut): readonly DocumentFile[] {
  const files = [...taken.added, ...taken.changed].map(({ path, text }) => ({ name: path, text: `${text}\n` }));
  const removed = taken.removed.map(({ remove }) => `${remove}\n`).join('');
  return removed === '' ? files : [...files, { name: 'delete.sh', text: removed }];
}

/** Hands files to the browser as a folder, packed. */
export async function saveFolder(files: readonly DocumentFile[], name: string): Promise<void> {
  const taken = new Set<string>();
  const entries = files.map(({ name: path, text }) => {
    const free = freePath(plainPath(path) || 'file.yaml', taken);
    taken.add(free);
    return { path: `${plainPath(name) || 'mesh'}/${free}`, text };
  });
  saveFile(await zip(entries), `${name}.zip`);
}

function freePath(path: string, taken: ReadonlySet<string>): string {
  if (!taken.has(path)) return path;
  for (let at = 2; ; at += 1) if (!taken.has(`${at}-${path}`)) return `${at}-${path}`;
}
