import type { Path } from '../../model/resource.ts';
import { splitDocuments } from '../split.ts';
import { enterDashes, leaveTo, outlineBlocks, pathOf, type Row, unquoted } from './blockOutline.ts';
import { flowPlace } from './flowPlace.ts';

/** What could be written where a cursor stands. */
export interface CursorPlace {
  /** Of the map that a key belongs to, or of the value. From the root of the object. */
  readonly path: Path;
  readonly place: 'key' | 'value';
  /** A list item that has no dash yet: one has to be written with it. */
  readonly typed: string;
  /** Where that begins in the file. */
  readonly from: number;
  /** The column of a block key; null inside braces. */
  readonly column: number | null;
  /** What begins the value, where it is quoted. */
  readonly quote: '' | '"' | "'";
  readonly keys: readonly string[];
  readonly kind: string;
  readonly apiVersion: string;
}

/** Where a cursor stands in the file, by the looks of the text: it need not be YAML yet. Null in comments and texts. */
export function cursorPlace(text: string, offset: number): CursorPlace | null {
  const chunk = splitDocuments(text).findLast(({ start }) => start <= offset);
  const begin = chunk?.start ?? 0;
  const document = chunk?.text ?? text;
  const at = offset - begin;
  if (at > document.length) return null;
  const { rows, frames: before } = outlineBlocks(document, at);
  if (before === null) return null;
  const lineStart = document.lastIndexOf('\n', at - 1) + 1;
  const line = document.slice(lineStart, at);
  if (/(?:^|\s)#/.test(line) || line.startsWith('---')) return null;

  const frames = [...before];
  const { column } = enterDashes(line, frames);
  const rest = line.slice(column);
  const key = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'{}[\],&*!|>%@`][^#\n]*?)\s*:\s+/.exec(rest);
  const shape = key === null ? bare(rest, frames, column) : valued(rest, key, frames, column);
  if (shape === null) return null;
  const { root, kind, apiVersion } = objectAround(shape.path, rows);
  return {
    path: shape.path.slice(root),
    place: shape.place,
    typed: shape.typed,
    from: begin + lineStart + column + shape.at,
    column: shape.column,
    quote: shape.quote,
    keys: shape.keys ?? keysIn(rows, shape.path, at),
    kind,
    apiVersion,
  };
}

type Shape = Pick<CursorPlace, 'path' | 'place' | 'typed' | 'column' | 'quote'> & {
  readonly at: number;
  readonly keys?: readonly string[];
};
type Frames = Parameters<typeof leaveTo>[0];

/** A key that is being typed, or an item of a list. */
function bare(rest: string, frames: Frames, column: number): Shape | null {
  const inside = flowShape(rest, 0, pathOf(frames));
  if (inside !== undefined) return inside;
  const { typed, quote, at } = opened(rest);
  const dashed = frames.at(-1)?.seq === true && (frames.at(-1)?.indent ?? 0) < column;
  leaveTo(frames, column);
  const top = frames.at(-1);
  if (!dashed && top !== undefined && !top.seq && top.indent === column) frames.pop();
  return { path: pathOf(frames), place: 'key', typed, quote, at, column };
}

function valued(rest: string, key: RegExpExecArray, frames: Frames, column: number): Shape | null {
  leaveTo(frames, column);
  const top = frames.at(-1);
  if (top !== undefined && !top.seq && top.indent === column) frames.pop();
  const path = [...pathOf(frames), unquoted(key[1] ?? '')];
  const value = rest.slice(key[0].length);
  const inside = flowShape(value, key[0].length, path);
  if (inside !== undefined) return inside;
  const { typed, quote, at } = opened(value);
  return { path, place: 'value', typed, quote, at: key[0].length + at, column: null };
}

/** Undefined: the text begins no flow collection. */
function flowShape(text: string, before: number, path: Path): Shape | null | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const gap = /^\s*/.exec(text)?.[0].length ?? 0;
  const found = flowPlace(text.slice(gap));
  if (found === null) return null;
  const { typed, quote, at } = opened(found.typed);
  const full = [...path, ...found.path];
  return {
    path: full,
    place: found.place,
    typed,
    quote,
    at: before + gap + found.at + at,
    column: null,
    ...(found.place === 'key' ? { keys: found.keys } : {}),
  };
}

function opened(text: string): { readonly typed: string; readonly quote: Shape['quote']; readonly at: number } {
  const quote = text.startsWith('"') ? '"' : text.startsWith("'") ? "'" : '';
  return { typed: text.slice(quote.length), quote, at: quote.length };
}

/** The other keys of a map: those that are there need not be offered. */
function keysIn(rows: readonly Row[], path: Path, at: number): readonly string[] {
  return rows.flatMap((row) => {
    const own = row.keyStart <= at && at <= row.keyEnd;
    const inside = row.path.length === path.length + 1 && path.every((each, index) => each === row.path[index]);
    const key = row.path.at(-1);
    return inside && !own && typeof key === 'string' ? [key] : [];
  });
}

/** How much of a path leads to the object itself, as in a `List`, and what the object is. */
function objectAround(path: Path, rows: readonly Row[]): { root: number; kind: string; apiVersion: string } {
  const root = path[0] === 'items' && typeof path[1] === 'number' ? 2 : 0;
  const at = path.slice(0, root);
  const said = (name: string): string => {
    const row = rows.find((each) => {
      return each.path.length === root + 1 && each.path[root] === name && at.every((one, i) => one === each.path[i]);
    });
    return unquoted(row?.value.replace(/\s+#.*$/, '') ?? '');
  };
  return { root, kind: said('kind'), apiVersion: said('apiVersion') };
}
