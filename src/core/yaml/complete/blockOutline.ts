import type { Path } from '../../model/resource.ts';

/** A key, or an item of a list, as the indentation of a text says it. */
export interface Row {
  readonly path: Path;
  /** Offsets of the key; equal for an item without one. */
  readonly keyStart: number;
  readonly keyEnd: number;
  /** What stands after the colon on the same line. */
  readonly value: string;
}

interface Frame {
  readonly indent: number;
  readonly seq: boolean;
  segment: string | number;
}

/** The block structure around a place in a text, also where the text is no YAML yet. */
export interface Outline {
  readonly rows: readonly Row[];
  /** The collections that a line at this place is in, outermost first; null inside a block of text. */
  readonly frames: readonly Frame[] | null;
}

const keyPattern = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'{}[\],&*!|>%@`][^#\n]*?)\s*:(?=\s|$)/;

/** Reads a text line by line; `frames` are those at the start of the line with the offset `upTo`. */
export function outlineBlocks(text: string, upTo: number): Outline {
  const rows: Row[] = [];
  const frames: Frame[] = [];
  let found: readonly Frame[] | null = [];
  let scalar: number | null = null;
  let start = 0;
  for (const line of text.split('\n')) {
    const here = upTo >= start && upTo <= start + line.length;
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    const blank = /^\s*(?:#.*)?$/.test(line);
    if (scalar !== null && !blank && indent <= scalar) scalar = null;
    if (here) found = scalar === null || indent <= scalar ? frames.map((frame) => ({ ...frame })) : null;
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) frames.length = 0;
    else if (scalar === null && !blank) scalar = readLine(line, start, frames, rows);
    start += line.length + 1;
  }
  return { rows, frames: found };
}

/** Reads one line into the frames; answers the indentation of a block of text that begins with it. */
function readLine(line: string, start: number, frames: Frame[], rows: Row[]): number | null {
  const { column, items } = enterDashes(line, frames);
  const rest = line.slice(column);
  const key = keyPattern.exec(rest);
  if (key === null) {
    if (items) rows.push(rowOf(frames, start + column, start + column, rest));
    return /^[|>][-+\d]*\s*(?:#.*)?$/.test(rest) ? column - 1 : null;
  }
  const written = key[1] ?? '';
  enterKey(frames, column, unquoted(written));
  const value = rest.slice(key[0].length).trim();
  rows.push(rowOf(frames, start + column, start + column + written.length, value));
  return /^[|>][-+\d]*\s*(?:#.*)?$/.test(value) ? column : null;
}

function rowOf(frames: readonly Frame[], keyStart: number, keyEnd: number, value: string): Row {
  return { path: pathOf(frames), keyStart, keyEnd, value };
}

export function pathOf(frames: readonly Frame[]): Path {
  return frames.map(({ segment }) => segment);
}

/** Goes through the dashes at the start of a line; `column` is where its content begins. */
export function enterDashes(line: string, frames: Frame[]): { readonly column: number; readonly items: boolean } {
  let column = /^ */.exec(line)?.[0].length ?? 0;
  let items = false;
  while (/^-(?:\s|$)/.test(line.slice(column))) {
    while ((frames.at(-1)?.indent ?? -1) > column) frames.pop();
    const top = frames.at(-1);
    if (top?.seq === true && top.indent === column && typeof top.segment === 'number') top.segment += 1;
    else frames.push({ indent: column, seq: true, segment: 0 });
    items = true;
    column += 1 + (/^\s*/.exec(line.slice(column + 1))?.[0].length ?? 0);
  }
  return { column, items };
}

/** Leaves what a line at this column is not in. */
export function leaveTo(frames: Frame[], column: number): void {
  while ((frames.at(-1)?.indent ?? -1) > column) frames.pop();
  // `rules:` and its dashes may stand in one column: a key there ends the list.
  const top = frames.at(-1);
  if (top?.seq === true && top.indent === column) frames.pop();
}

function enterKey(frames: Frame[], column: number, name: string): void {
  leaveTo(frames, column);
  const top = frames.at(-1);
  if (top !== undefined && !top.seq && top.indent === column) top.segment = name;
  else frames.push({ indent: column, seq: false, segment: name });
}

export function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, '$2');
}
