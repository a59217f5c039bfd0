import { isMap, isSeq } from 'yaml';
import type { Node, YAMLSeq } from 'yaml';
import type { Json } from '../model/json.ts';
import { inline, lines } from './emit.ts';
import type { Found } from './locate.ts';
import { asNode } from './locate.ts';
import { styleAround } from './patch.ts';
import { append, columnOf, endOfContent, endOfLine, replaceNode, type Splice } from './splice.ts';

/** Where an entry of a collection stands. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Where an item of a block list stands: its dash, and the end of its content. */
export interface BlockItem {
  readonly dash: number;
  readonly end: number;
}

/** The items of a block list; null where a dash cannot be found. */
export function blockItems(text: string, node: YAMLSeq): readonly BlockItem[] | null {
  if (node.range == null) return null;
  const column = columnOf(text, node.range[0]);
  const items: BlockItem[] = [];
  let from = node.range[0];
  for (const item of node.items) {
    const dash = dashAt(text, from, column);
    if (dash === null) return null;
    const value = asNode(item);
    const end = Math.max(dash + 1, value?.range == null ? 0 : endOfContent(value));
    items.push({ dash, end });
    from = end;
  }
  return items;
}

/** The next dash that stands in the column of the list. */
function dashAt(text: string, from: number, column: number): number | null {
  if (text[from] === '-' && columnOf(text, from) === column) return from;
  // The content of a block of text ends where the next line begins.
  let line = from === 0 || text[from - 1] === '\n' ? from : text.indexOf('\n', from) + 1;
  for (let first = line === from; line > 0 || first; line = text.indexOf('\n', line) + 1) {
    first = false;
    const at = line + column;
    if (text[at] === '-' && text.slice(line, at).trim() === '') return at;
  }
  return null;
}

/** Where the entries of a flow collection stand. */
export function flowExtents(node: Node): readonly Extent[] | null {
  const extents: Extent[] = [];
  const entries: readonly (readonly [unknown, unknown])[] = isSeq(node)
    ? node.items.map((item) => [item, item] as const)
    : isMap(node)
      ? node.items.map(({ key, value }) => [key, value] as const)
      : [];
  for (const [first, second] of entries) {
    const start = asNode(first)?.range?.[0];
    const end = asNode(second)?.range?.[1] ?? asNode(first)?.range?.[1];
    if (start === undefined || end === undefined) return null;
    extents.push({ start, end });
  }
  return extents;
}

export function insertSplices(
  text: string,
  { node, key }: Found,
  parents: readonly Node[],
  index: string | number,
  value: Json,
): readonly Splice[] | null {
  if (node === null || typeof index !== 'number') return null;
  const one = (splice: Splice | null): readonly Splice[] | null => (splice === null ? null : [splice]);
  if (!isSeq(node) || node.items.length === 0) {
    return index === 0 ? one(replaceNode(text, node, key, [value], styleAround(text, parents))) : null;
  }
  const style = styleAround(text, [...parents, node]);
  if (index === node.items.length) return one(append(text, node, null, value, style));
  if (style !== 'block') {
    const at = flowExtents(node)?.[index]?.start;
    return at === undefined ? null : [{ start: at, end: at, by: `${inline(value, style)}, ` }];
  }
  const before = blockItems(text, node)?.[index];
  if (before === undefined || !beginsLine(text, before.dash)) return null;
  const at = lineStart(text, before.dash);
  return [{ start: at, end: at, by: `${lines([value], columnOf(text, before.dash))}\n` }];
}

export function duplicateSplices(text: string, node: Node, index: string | number): readonly Splice[] | null {
  if (!isSeq(node) || typeof index !== 'number') return null;
  if (node.flow === true) {
    const own = flowExtents(node)?.[index];
    return own === undefined ? null : [{ start: own.end, end: own.end, by: `, ${text.slice(own.start, own.end)}` }];
  }
  const own = segments(text, node)?.[index];
  const dash = blockItems(text, node)?.[index]?.dash;
  if (own === undefined || dash === undefined) return null;
  // What is said above it is said of the one that is there.
  return [{ start: own.end, end: own.end, by: `\n${text.slice(lineStart(text, dash), own.end)}` }];
}

export function swapSplices(text: string, node: Node, index: string | number): readonly Splice[] | null {
  if (!isSeq(node) || typeof index !== 'number') return null;
  const extents = node.flow === true ? flowExtents(node) : segments(text, node);
  const [first, second] = [extents?.[index], extents?.[index + 1]];
  if (first === undefined || second === undefined) return null;
  return [
    { ...first, by: text.slice(second.start, second.end) },
    { ...second, by: text.slice(first.start, first.end) },
  ];
}

/** Items of a block list as whole lines, each with the comments right above it, without the last line break. */
function segments(text: string, node: YAMLSeq): readonly Extent[] | null {
  const items = blockItems(text, node);
  if (items === null || items.some(({ dash }) => !beginsLine(text, dash))) return null;
  return items.map(({ dash, end }, index) => {
    const floor = index === 0 ? 0 : endOfLine(text, items[index - 1]?.end ?? 0);
    const last = text[end - 1] === '\n' ? end - 1 - (text[end - 2] === '\r' ? 1 : 0) : endOfLine(text, end);
    return { start: withComments(text, lineStart(text, dash), floor), end: last };
  });
}

/** The start of the comment lines that stand without a gap above a line. */
function withComments(text: string, line: number, floor: number): number {
  let start = line;
  while (start > floor) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (above < floor || !/^[ \t]*#/.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function beginsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}
