import { isAlias, isCollection, isMap, isScalar, isSeq } from 'yaml';
import type { Node } from 'yaml';
import type { Json } from '../model/json.ts';
import type { Path, ResourceId } from '../model/resource.ts';
import type { Style } from './emit.ts';
import type { Found, Tree } from './locate.ts';
import { find } from './locate.ts';
import { equalJson, valueAt, withValue, wrapped } from './plainEdit.ts';
import { type ParseCache, readEntries } from './reading.ts';
import type { Splice } from './splice.ts';
import { append, replaceNode } from './splice.ts';
import { isJsonText, readSyntax } from './syntax.ts';

export type PatchError =
  | 'notFound' // no such object in this text
  | 'broken' // its document does not parse
  | 'notAContainer' // the path leads through a value that has no such part
  | 'aliased' // the path leads through an alias: what stands there is written, and used, elsewhere too
  | 'unsafe'; // the edit would have changed something else

export type Patched = { readonly text: string } | { readonly error: PatchError };

/** What is to be done to one YAML document, and what it must say afterwards. */
export interface Plan {
  /** In the order of the text; they do not overlap. */
  readonly splices: readonly Splice[];
  readonly expected: { readonly json: Json };
}

/** One YAML document, with the place of the object in it. */
export interface Source {
  readonly text: string;
  readonly tree: Tree;
  readonly json: Json;
  readonly at: Path;
}

/**
 * Sets the value at a path of one object of a file, and changes no other byte. The object is meant by its
 * `Resource.index` or its id. Keys that are missing are added; an index equal to a list's length appends.
 * The result is read again: an edit that did anything else is refused. Never throws.
 */
export function setAt(
  text: string,
  target: number | ResourceId,
  path: Path,
  value: Json,
  cache: ParseCache = new Map(),
): Patched {
  return patchEntry(text, target, cache, ({ text: before, tree, json, at }) => {
    const full = [...at, ...path];
    const found = find(tree, full);
    const rest = full.slice(found.depth);
    if (found.parents.some(isAlias) || (isAlias(found.node) && rest.length > 0)) return 'aliased';
    // What is there already is not written in another way.
    if (rest.length === 0 && equalJson(valueAt(json, full), value)) return { splices: [], expected: { json } };
    const expected = withValue(json, full, value);
    const splice = spliceFor(before, found, rest, value);
    return splice === null || expected === null ? 'notAContainer' : { splices: [splice], expected };
  });
}

/** Carries out a plan, and reads the result again: an edit that did anything else is refused. */
export function patchEntry(
  text: string,
  target: number | ResourceId,
  cache: ParseCache = new Map(),
  plan: (source: Source) => Plan | PatchError,
): Patched {
  const entries = readEntries(text, cache, new Set());
  const entry =
    typeof target === 'number' ? entries[target] : entries.findLast(({ manifest }) => manifest?.draft?.id === target);
  if (entry === undefined) return { error: 'notFound' };
  const { start, text: before } = entry.chunk;
  const { syntax } = entry.reading;
  const tree = syntax.tree();
  if (tree === null || syntax.problems.length > 0) return { error: 'broken' };

  const planned = plan({ text: before, tree, json: syntax.json, at: entry.at });
  if (typeof planned === 'string') return { error: planned };
  if (planned.splices.length === 0) return { text };
  const crlf = text.includes('\r\n');
  let after = before;
  for (const { start: from, end, by } of planned.splices.toReversed()) {
    // What is copied from the text has its line ends already.
    after = after.slice(0, from) + (crlf ? by.replaceAll(/\r?\n/g, '\r\n') : by) + after.slice(end);
  }
  const reread = readSyntax(after);
  if (reread.problems.length > 0 || !equalJson(reread.json, planned.expected.json)) return { error: 'unsafe' };
  return { text: text.slice(0, start) + after + text.slice(start + before.length) };
}

function spliceFor(text: string, found: Found, rest: Path, value: Json): Splice | null {
  const { node, key } = found;
  const outside = styleAround(text, found.parents);
  const [next, ...deeper] = rest;
  if (node === null) return null;
  if (next === undefined) return replaceNode(text, node, key, value, outside);
  if ((isMap(node) || isSeq(node)) && node.items.length > 0) {
    const inside: Style = outside === 'block' && isFlow(node) ? 'flow' : outside;
    const added = wrapped(deeper, value);
    if (added === null || (isSeq(node) && next !== node.items.length)) return null;
    return append(text, node, isSeq(node) ? null : String(next), added.json, inside);
  }
  const empty = isCollection(node) || (isScalar(node) && node.value === null);
  const whole = wrapped(rest, value);
  return whole === null || !empty ? null : replaceNode(text, node, key, whole.json, outside);
}

/** How text inside these nodes has to be written. */
export function styleAround(text: string, nodes: readonly Node[]): Style {
  return isJsonText(text) ? 'json' : nodes.some(isFlow) ? 'flow' : 'block';
}

function isFlow(node: unknown): boolean {
  return isCollection(node) && node.flow === true;
}
