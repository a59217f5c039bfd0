import { isAlias, isCollection, isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Document, Node, ParsedNode } from 'yaml';
import type { Path } from '../model/resource.ts';

export type Tree = Document.Parsed<ParsedNode>;

/** Offsets in a document's own text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a path leads in a text: the spans of the value and of its key, and how much of the path exists. */
export interface Spot {
  readonly value: Span | null;
  readonly key: Span | null;
  readonly depth: number;
}

/** Where a path leads in a tree: its node, and the key it hangs on (null for list items and the root). */
export interface Found {
  readonly node: Node | null;
  readonly key: Node | null;
  /** The nodes on the way, from the root; aliases as they stand. */
  readonly parents: readonly Node[];
  /** How much of the path exists. */
  readonly depth: number;
}

function resolved(node: Node | null, tree: Tree): Node | null {
  return isAlias(node) ? (node.resolve(tree) ?? null) : node;
}

/** A key as a path names it; `''` for one that is no scalar. */
export function keyText(key: unknown): string {
  if (!isScalar(key)) return '';
  const { value } = key;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

export function asNode(value: unknown): Node | null {
  return isScalar(value) || isCollection(value) || isAlias(value) ? value : null;
}

/** Follows a path as far as it exists. Aliases are followed to what they stand for. */
export function find(tree: Tree, path: Path): Found {
  let found: Found = { node: tree.contents, key: null, parents: [], depth: 0 };
  for (const segment of path) {
    const next = step(resolved(found.node, tree), segment);
    if (next === null || found.node === null) return found;
    found = { ...next, parents: [...found.parents, found.node], depth: found.depth + 1 };
  }
  return found;
}

function step(node: Node | null, segment: string | number): Pick<Found, 'node' | 'key'> | null {
  if (isSeq(node)) {
    const item = typeof segment === 'number' ? asNode(node.items[segment]) : null;
    return item === null ? null : { node: item, key: null };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((one) => isPair(one) && keyText(one.key) === String(segment));
  return pair === undefined ? null : { node: asNode(pair.value), key: asNode(pair.key) };
}

/** Where a path leads in the text that a tree was built from. */
export function treeSpot(tree: Tree, text: string, path: Path): Spot {
  const { node, key, depth } = find(tree, path);
  return {
    value: valueSpan(node, text),
    key: key?.range == null ? null : { start: key.range[0], end: key.range[1] },
    depth,
  };
}

/** The text of a value, without white space after it; null for an empty one. */
function valueSpan(node: Node | null, text: string): Span | null {
  if (node?.range == null) return null;
  const [start, end] = node.range;
  const length = text.slice(start, end).trimEnd().length;
  return length === 0 ? null : { start, end: start + length };
}
