import { isMap, isSeq } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { inline, type Style } from './emit.ts';
import { blockItems, type Extent, flowExtents } from './listEdit.ts';
import { asNode, keyText } from './locate.ts';
import { endOfContent, endOfLine, type Splice } from './splice.ts';
import { isJsonText } from './syntax.ts';

/** Takes an entry out of a collection: a key of a map or an item of a list. Null: there is no such entry. */
export function cutSplices(text: string, node: Node, last: string | number): readonly Splice[] | null {
  if (isMap(node)) {
    const index = node.items.findIndex(({ key }) => keyText(key) === String(last));
    if (index < 0) return null;
    if (node.items.length === 1) return emptied(text, node, '{}');
    return node.flow === true ? cutFlow(text, node, index) : cutPair(text, node, index);
  }
  if (!isSeq(node) || typeof last !== 'number' || node.items[last] === undefined) return null;
  if (node.items.length === 1) return emptied(text, node, '[]');
  if (node.flow === true) return cutFlow(text, node, last);
  const items = blockItems(text, node);
  const own = items?.[last];
  const next = items?.[last + 1];
  if (own === undefined) return null;
  return [lines(text, own.dash, own.end, next?.dash ?? null)];
}

/** The key of a pair, written anew. */
export function renameSplices(text: string, node: Node, last: string | number, name: string): readonly Splice[] | null {
  if (!isMap(node)) return null;
  const key = asNode(node.items.find((pair) => keyText(pair.key) === String(last))?.key);
  if (key?.range == null) return null;
  const [start, end] = key.range;
  // A key is always a text: a number that stood without quotes needs none either.
  const bare = /^\d+$/.test(text.slice(start, end)) && /^\d+$/.test(name);
  const style: Style = isJsonText(text) ? 'json' : 'flow';
  return [{ start, end, by: bare ? name : inline(name, style) }];
}

/** The last entry goes: what stands for the collection now is written out, as an absent one could mean something else. */
function emptied(text: string, node: Node, by: string): readonly Splice[] | null {
  if (node.range == null) return null;
  const start = node.range[0];
  const end = Math.max(start, endOfContent(node));
  const before = text.slice(0, start).trimEnd();
  const newline = text.slice(before.length, start).includes('\n');
  // A block collection stands on lines of its own: `[]` goes up to its key, which may have a comment beside it.
  if (before.endsWith(':') && newline) {
    return [{ start: before.length, end: trimmed(text, start, end), by: ` ${by}` }];
  }
  return [{ start, end: trimmed(text, start, end), by }];
}

function trimmed(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}

function cutPair(text: string, node: YAMLMap, index: number): readonly Splice[] | null {
  const pair = node.items[index];
  const key = asNode(pair?.key);
  const next = asNode(node.items[index + 1]?.key);
  if (key?.range == null) return null;
  const value = asNode(pair?.value);
  const end = Math.max(key.range[1], value?.range == null ? 0 : endOfContent(value));
  return [lines(text, key.range[0], end, next?.range?.[0] ?? null)];
}

/** Whole lines where the entry begins one; where it does not (`- name: x`), what follows moves up to its place. */
function lines(text: string, start: number, contentEnd: number, next: number | null): Splice {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  // A block scalar ends after its line break.
  const end = text[contentEnd - 1] === '\n' ? contentEnd - 1 : endOfLine(text, contentEnd);
  const own = text.slice(lineStart, start).trim() === '';
  if (own) {
    const after = nextLine(text, end);
    // The last line of a file may have no line break: the one before it goes instead.
    if (after > end || lineStart === 0) return { start: lineStart, end: after, by: '' };
    return { start: lineBreakBefore(text, lineStart), end, by: '' };
  }
  if (next === null) return { start, end, by: '' };
  const following = end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
  return { start, end: following, by: '' };
}

function nextLine(text: string, end: number): number {
  return end + (/^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0);
}

function lineBreakBefore(text: string, lineStart: number): number {
  return text[lineStart - 2] === '\r' ? lineStart - 2 : lineStart - 1;
}

function cutFlow(text: string, node: Node, index: number): readonly Splice[] | null {
  const extents = flowExtents(node);
  const own = extents?.[index];
  if (extents === null || own === undefined) return null;
  const next = extents[index + 1];
  if (next !== undefined) return betweenIsPlain(text, own.end, next) ? [cut(own.start, next.start)] : null;
  const previous = extents[index - 1];
  return previous !== undefined && betweenIsPlain(text, previous.end, own) ? [cut(previous.end, own.end)] : null;
}

/** Only a comma and space between two entries: a comment there must not be lost. */
function betweenIsPlain(text: string, end: number, next: Extent): boolean {
  return /^\s*,\s*$/.test(text.slice(end, next.start));
}

function cut(start: number, end: number): Splice {
  return { start, end, by: '' };
}
