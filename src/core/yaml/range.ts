import type { Path } from '../model/resource.ts';
import { positionOf } from './lines.ts';
import type { Span } from './locate.ts';
import type { Entry } from './reading.ts';

/** A stretch of a file. Offsets count from 0, lines and columns from 1. */
export interface TextRange {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A file whose lines are counted when first asked for. */
export interface SourceFile {
  readonly name: string;
  readonly starts: () => readonly number[];
}

/** A span of a YAML document, as a stretch of its file. */
export function rangeOf(file: SourceFile, entry: Pick<Entry, 'chunk'>, span: Span): TextRange {
  const start = entry.chunk.start + span.start;
  const end = Math.max(start, entry.chunk.start + span.end);
  const from = positionOf(file.starts(), start);
  const to = positionOf(file.starts(), end);
  return { file: file.name, start, end, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** The value at a path of an object, or the nearest around it; or the key of that value. */
export function rangeAt(file: SourceFile, entry: Entry, path: Path, what: 'value' | 'key' = 'value'): TextRange {
  const full = [...entry.at, ...path];
  for (let length = full.length; length >= 0; length--) {
    const { value, key, depth } = entry.reading.syntax.spot(full.slice(0, length));
    const exact = depth === full.length;
    // An empty value is shown by its key.
    const span = what === 'key' && exact ? (key ?? value) : (value ?? key);
    if (span !== null) return rangeOf(file, entry, span);
  }
  return rangeOf(file, entry, { start: 0, end: 0 });
}
