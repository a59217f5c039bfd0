import type { DocumentFile, HopwiseDocument } from '../../../core/model/scenario.ts';
import { readFiles, readSaved, type Saved } from './saved.ts';

/** A document that the browser keeps, by an id of its own. */
export interface Workspace extends Saved {
  readonly id: string;
  /** '' while nobody has named it. */
  readonly name: string;
  /** What it goes by without a name. */
  readonly title: string;
  /** Counts the times that it was saved: who saves must have seen the last one. */
  readonly revision: number;
  /** What it was when it was opened; null: what it is, or the built-in mesh that it began as. */
  readonly start: readonly DocumentFile[] | null;
  /** The other version, where the document is forked; null: it is not. */
  readonly fork: { readonly side: 'A' | 'B'; readonly other: readonly DocumentFile[] } | null;
}

/** A workspace in the list, without its text. */
export type Entry = Pick<Workspace, 'id' | 'name' | 'title' | 'savedAt' | 'revision'> & {
  readonly files: number;
  readonly characters: number;
};

export function entryOf({ id, name, title, savedAt, revision, files }: Workspace): Entry {
  return { id, name, title, savedAt, revision, files: files.length, characters: sizeOf({ files }) };
}

/** Characters in a document. */
export function sizeOf({ files }: HopwiseDocument): number {
  return files.reduce((sum, { text }) => sum + text.length, 0);
}

/** Reads a stored value; anything that is no workspace is null. */
export function readWorkspace(value: unknown): Workspace | null {
  const saved = readSaved(value);
  if (saved === null || typeof value !== 'object' || value === null) return null;
  if (!('id' in value && 'name' in value && 'title' in value && 'revision' in value && 'start' in value)) return null;
  const { id, name, title, revision } = value;
  if (typeof id !== 'string' || typeof name !== 'string' || typeof title !== 'string') return null;
  if (typeof revision !== 'number') return null;
  const start = Array.isArray(value.start) ? readFiles(value.start) : null;
  return { ...saved, id, name, title, revision, start, fork: readFork(value) };
}

function readFork(value: object): Workspace['fork'] {
  const fork = 'fork' in value ? value.fork : null;
  if (typeof fork !== 'object' || fork === null || !('side' in fork && 'other' in fork)) return null;
  const other = Array.isArray(fork.other) ? readFiles(fork.other) : null;
  return other === null || (fork.side !== 'A' && fork.side !== 'B') ? null : { side: fork.side, other };
}

/** Reads the stored list; what is no entry is left out. */
export function readEntries(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? value.map(readEntry).filter((entry) => entry !== null) : [];
}

function readEntry(value: unknown): Entry | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('id' in value && 'name' in value && 'title' in value && 'savedAt' in value)) return null;
  if (!('revision' in value && 'files' in value && 'characters' in value)) return null;
  const { id, name, title, savedAt, revision, files, characters } = value;
  if (typeof id !== 'string' || typeof name !== 'string' || typeof title !== 'string') return null;
  const numbers = [savedAt, revision, files, characters].every((each) => typeof each === 'number');
  if (!numbers || typeof savedAt !== 'number' || typeof revision !== 'number') return null;
  if (typeof files !== 'number' || typeof characters !== 'number') return null;
  return { id, name, title, savedAt, revision, files, characters };
}
