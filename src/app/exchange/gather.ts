import type { Brought } from '../store/ownYaml.ts';

/** A file to be read. */
export interface Found {
  readonly name: string;
  readonly size: number;
  readonly read: () => Promise<Uint8Array | string>;
}

export type WhySkipped = 'notYaml' | 'tooLarge' | 'tooMany' | 'unreadable' | 'binary';

export interface Skipped {
  readonly name: string;
  readonly why: WhySkipped;
}

export interface Gathered {
  readonly found: readonly Found[];
  readonly skipped: readonly Skipped[];
}

/** More than any cluster's dump, and little enough for a browser. */
export const sizeLimit = 48 * 1024 * 1024;
const countLimit = 2000;
const hiddenFolders = /(?:^|\/)(?:\.[^/]+|node_modules)(?=\/|$)/;
const yamlName = /\.(?:ya?ml|json)$/i;

/** Finds the files in what was brought. Of folders only YAML and JSON count; a file that was chosen by itself is read. */
export async function gather(brought: readonly Brought[], signal: AbortSignal): Promise<Gathered> {
  const found: Found[] = [];
  const skipped: Skipped[] = [];
  let size = 0;
  const take = (name: string, file: File, chosen: boolean): void => {
    const clean = plainPath(name);
    if (hiddenFolders.test(clean)) return;
    if (!chosen && !yamlName.test(clean)) skipped.push({ name: clean, why: 'notYaml' });
    else if (size + file.size > sizeLimit) skipped.push({ name: clean, why: 'tooLarge' });
    else if (found.length >= countLimit) skipped.push({ name: clean, why: 'tooMany' });
    else {
      size += file.size;
      found.push({ name: clean, size: file.size, read: async () => new Uint8Array(await file.arrayBuffer()) });
    }
  };
  const walk = async (entry: FileSystemEntry, chosen: boolean): Promise<void> => {
    if (signal.aborted || hiddenFolders.test(entry.fullPath)) return;
    try {
      if (isFile(entry)) take(entry.fullPath, await fileOf(entry), chosen);
      else if (isFolder(entry)) for (const each of await entriesOf(entry)) await walk(each, false);
    } catch {
      skipped.push({ name: plainPath(entry.fullPath), why: 'unreadable' });
    }
  };
  for (const each of brought) {
    if (each.kind === 'text')
      found.push({ name: 'pasted.yaml', size: each.text.length, read: () => Promise.resolve(each.text) });
    else if (each.kind === 'entry') await walk(each.entry, true);
    else take(each.file.webkitRelativePath || each.file.name, each.file, each.file.webkitRelativePath === '');
  }
  return { found, skipped };
}

/** A path as it is written here: with slashes, and from no drive or root. */
export function plainPath(path: string): string {
  const parts = path
    .replaceAll('\\', '/')
    .replace(/^[A-Za-z]:/, '')
    .split('/');
  return parts
    .map((part) => part.replace(/\p{Cc}/gu, ' ').trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A reader gives at most a hundred entries at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    all.push(...some);
  }
}
