import type { Node, YAMLMap, YAMLSeq } from 'yaml';
import { isCollection, isMap, isPair, isScalar, isSeq } from 'yaml';
import { isList, isObject, type Json } from '../model/json.ts';
import type { Path, ResourceId } from '../model/resource.ts';
import { find, type Span, type Tree } from './locate.ts';
import type { Patched } from './patch.ts';
import { equalJson } from './plainEdit.ts';
import { readEntries } from './reading.ts';
import { readSyntax } from './syntax.ts';

/**
 * Takes a key or a list item out of one object of a file, with its lines, and changes no other byte. A collection that
 * would be left empty goes with it. The result is read again: an edit that did anything else is refused. Never throws.
 */
export function removeAt(text: string, target: number | ResourceId, path: Path): Patched {
  const entries = readEntries(text, new Map(), new Set());
  const entry =
    typeof target === 'number' ? entries[target] : entries.findLast(({ manifest }) => manifest?.draft?.id === target);
  if (entry === undefined) return { error: 'notFound' };
  const { start, text: before } = entry.chunk;
  const { syntax } = entry.reading;
  const tree = syntax.tree();
  if (tree === null || syntax.problems.length > 0) return { error: 'broken' };
  const asked = [...entry.at, ...path];
  if (find(tree, asked).depth !== asked.length) return { error: 'notAContainer' };
  const full = outermost(tree, asked);
  const expected = withoutValue(syntax.json, full);
  const span = spanOf(tree, before, full);
  if (span === null || expected === undefined) return { error: 'notAContainer' };
  const after = before.slice(0, span.start) + before.slice(span.end);
  const reread = readSyntax(after);
  if (reread.problems.length > 0 || !equalJson(reread.json, expected)) return { error: 'unsafe' };
  return { text: text.slice(0, start) + after + text.slice(start + before.length) };
}

/** The path of the outermost collection that holds nothing but what is taken out. */
function outermost(tree: Tree, path: Path): Path {
  let whole = path;
  while (whole.length > 1) {
    const { node } = find(tree, whole.slice(0, -1));
    if (!(isMap(node) || isSeq(node)) || node.items.length !== 1) return whole;
    whole = whole.slice(0, -1);
  }
  return whole;
}

function withoutValue(json: Json | undefined, path: Path): Json | undefined {
  const [segment, ...rest] = path;
  if (segment === undefined || json === undefined) return undefined;
  if (isList(json)) {
    if (typeof segment !== 'number' || segment >= json.length) return undefined;
    if (rest.length === 0) return json.filter((_, index) => index !== segment);
    const item = withoutValue(json[segment], rest);
    return item === undefined ? undefined : json.map((each, index) => (index === segment ? item : each));
  }
  const key = String(segment);
  if (!isObject(json) || !Object.hasOwn(json, key)) return undefined;
  if (rest.length === 0) return Object.fromEntries(Object.entries(json).filter(([name]) => name !== key));
  const part = withoutValue(json[key], rest);
  return part === undefined ? undefined : { ...json, [key]: part };
}

/** What has to go so that the last part of a path goes. */
function spanOf(tree: Tree, text: string, path: Path): Span | null {
  const parent = find(tree, path.slice(0, -1)).node;
  const { node, key, depth } = find(tree, path);
  if (depth !== path.length || node === null || !(isMap(parent) || isSeq(parent))) return null;
  const first = key ?? node;
  if (first.range == null || node.range == null) return null;
  const at = indexIn(parent, first);
  const own = { start: first.range[0], end: Math.max(first.range[1], endOf(node)) };
  return parent.flow === true ? inFlow(parent, at, own) : inBlock(parent, text, at, own);
}

function indexIn(parent: YAMLMap | YAMLSeq, node: Node): number {
  return isMap(parent)
    ? parent.items.findIndex(({ key }) => key === node)
    : parent.items.findIndex((item) => item === node);
}

/** `{a: 1, b: 2}`: with the comma after it, or, for the last one, that before it. */
function inFlow(parent: YAMLMap | YAMLSeq, at: number, own: Span): Span | null {
  const next = startOf(parent.items[at + 1]);
  if (next !== null) return { start: own.start, end: next };
  const before = endOfItem(parent.items[at - 1]);
  return before === null ? own : { start: before, end: own.end };
}

function inBlock(parent: YAMLMap | YAMLSeq, text: string, at: number, own: Span): Span | null {
  const lineStart = text.lastIndexOf('\n', own.start - 1) + 1;
  const indent = text.slice(lineStart, own.start);
  const alone = isSeq(parent) ? /^\s*-\s+$/.test(indent) : indent.trim() === '';
  if (alone) return { start: lineStart, end: afterLine(text, own.end) };
  // The first key on the line of a dash: the next one takes its place.
  const next = startOf(parent.items[at + 1]);
  return next === null ? null : { start: own.start, end: next };
}

function afterLine(text: string, from: number): number {
  if (text[from - 1] === '\n') return from;
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

function startOf(item: unknown): number | null {
  const node = isPair(item) ? item.key : item;
  return (isScalar(node) || isCollection(node)) && node.range != null ? node.range[0] : null;
}

function endOfItem(item: unknown): number | null {
  const node = isPair(item) ? (item.value ?? item.key) : item;
  return isScalar(node) || isCollection(node) ? endOf(node) : null;
}

/** Where the text of a value ends: a block collection ends with its last part, not with the comment after it. */
function endOf(node: Node): number {
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1);
    const end = endOfItem(last);
    if (end !== null && end > 0) return end;
    const key = isPair(last) && isScalar(last.key) ? last.key.range : null;
    return key?.[1] ?? node.range?.[1] ?? 0;
  }
  return node.range?.[1] ?? 0;
}
