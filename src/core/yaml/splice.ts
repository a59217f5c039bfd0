import { isAlias, isCollection, isMap, isScalar, isSeq } from 'yaml';
import type { Node, YAMLMap, YAMLSeq } from 'yaml';
import type { Json } from '../model/json.ts';
import type { Style } from './emit.ts';
import { inline, inlinePair, isFilledCollection, lines } from './emit.ts';
import type { Span } from './locate.ts';

/** What stands between two offsets is replaced. */
export interface Splice extends Span {
  readonly by: string;
}

/** Puts a value in the place of a node, which is the value of `key` (null: an item of a list, or the root). */
export function replaceNode(text: string, node: Node, key: Node | null, value: Json, style: Style): Splice | null {
  if (node.range == null) return null;
  const start = node.range[0];
  const end = start + text.slice(start, node.range[1]).trimEnd().length;
  if (style !== 'block' || key?.range == null || !isFilledCollection(value)) {
    const by = quotedAlike(node, value) ?? inline(value, style);
    return { start, end, by: (text[start - 1] === ':' ? ' ' : '') + by };
  }
  // A collection goes on lines of its own, under its key and a comment beside that.
  const under = `\n${lines(value, columnOf(text, key.range[0]) + 2)}`;
  if (end > start) return { start: text.slice(0, start).trimEnd().length, end, by: under };
  const after = endOfLine(text, start);
  return { start: after, end: after, by: under };
}

/** A string in the place of a quoted one is quoted in the same way. */
function quotedAlike(node: Node, value: Json): string | null {
  if (!isScalar(node) || typeof value !== 'string' || value.includes('\n')) return null;
  if (node.type === 'QUOTE_DOUBLE') return JSON.stringify(value);
  return node.type === 'QUOTE_SINGLE' && isPrintable(value) ? `'${value.replaceAll("'", "''")}'` : null;
}

function isPrintable(value: string): boolean {
  return !Array.from(value).some((each) => each < ' ' || each === '\u007f');
}

/** Adds an entry to a collection that is not empty: a key of a map, or an item of a list (`name` null). */
export function append(
  text: string,
  node: YAMLMap | YAMLSeq,
  name: string | null,
  value: Json,
  style: Style,
): Splice | null {
  const last = lastChild(node);
  if (node.range == null || last?.range == null) return null;
  if (style === 'block') {
    const block: Json = name === null ? [value] : { [name]: value };
    return insertAfter(text, last, lines(block, columnOf(text, node.range[0])));
  }
  const added = name === null ? inline(value, style) : inlinePair(name, value, style);
  const trailing = /^\s*,/.exec(text.slice(last.range[1], node.range[1]));
  const at = last.range[1] + (trailing?.[0].length ?? 0);
  return { start: at, end: at, by: trailing === null ? `, ${added}` : ` ${added}` };
}

/** The last value in a collection, or its key where the value is empty. */
function lastChild(node: Node): Node | null {
  if (isSeq(node)) return filled(node.items.at(-1));
  const pair = isMap(node) ? node.items.at(-1) : undefined;
  return filled(pair?.value) ?? filled(pair?.key);
}

function filled(node: unknown): Node | null {
  if (!isScalar(node) && !isCollection(node) && !isAlias(node)) return null;
  return node.range != null && node.range[1] > node.range[0] ? node : null;
}

function insertAfter(text: string, last: Node, added: string): Splice {
  const end = endOfContent(last);
  // A block scalar ends after its line break, everything else before it (and before a comment).
  if (text[end - 1] === '\n') return { start: end, end, by: `${added}\n` };
  const at = endOfLine(text, end);
  return { start: at, end: at, by: `\n${added}` };
}

/** Where the text of a node ends, without what trails its last part. */
export function endOfContent(node: Node): number {
  const last = isCollection(node) && node.flow !== true ? lastChild(node) : null;
  return last === null ? (node.range?.[1] ?? 0) : endOfContent(last);
}

export function endOfLine(text: string, from: number): number {
  const end = /\r?\n/.exec(text.slice(from))?.index;
  return end === undefined ? text.length : from + end;
}

export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
