import { type Rung, rungs } from '../../../core/model/posture.ts';
import type { DocumentFile } from '../../../core/model/scenario.ts';

/** A document as the browser keeps it. */
export interface Saved {
  readonly savedAt: number;
  readonly files: readonly DocumentFile[];
  readonly origin: string | null;
  /** What it was written as, where a rung of the ladder is shown. */
  readonly posture: { readonly rung: Rung; readonly written: readonly DocumentFile[] } | null;
}

/** Reads a stored value; anything that is not a saved document (an older form, a foreign entry) is null. */
export function readSaved(value: unknown): Saved | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('savedAt' in value && 'files' in value && 'origin' in value)) return null;
  const { savedAt, files, origin } = value;
  if (typeof savedAt !== 'number' || !Array.isArray(files) || files.length === 0) return null;
  if (origin !== null && typeof origin !== 'string') return null;
  const read = readFiles(files);
  return read === null ? null : { savedAt, files: read, origin, posture: readPosture(value) };
}

function readPosture(value: object): Saved['posture'] {
  const posture = 'posture' in value ? value.posture : null;
  if (typeof posture !== 'object' || posture === null || !('rung' in posture && 'written' in posture)) return null;
  const rung = rungs.find((each) => each === posture.rung);
  const written = Array.isArray(posture.written) ? readFiles(posture.written) : null;
  return rung === undefined || written === null ? null : { rung, written };
}

/** Files, or null if one of them is none. */
export function readFiles(files: readonly unknown[]): readonly DocumentFile[] | null {
  const read = files.map(readFile).filter((file) => file !== null);
  return read.length === files.length ? read : null;
}

function readFile(value: unknown): DocumentFile | null {
  if (typeof value !== 'object' || value === null || !('name' in value && 'text' in value)) return null;
  const { name, text } = value;
  return typeof name === 'string' && typeof text === 'string' ? { name, text } : null;
}
