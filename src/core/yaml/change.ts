import { isAlias, isCollection } from 'yaml';
import type { Json } from '../model/json.ts';
import type { Path, ResourceId } from '../model/resource.ts';
import { cutSplices, renameSplices } from './cut.ts';
import { duplicateSplices, insertSplices, swapSplices } from './listEdit.ts';
import { find, type Tree } from './locate.ts';
import { type PatchError, type Patched, patchEntry, type Plan, setAt } from './patch.ts';
import { inserted, renamed, swapped, valueAt, without } from './plainEdit.ts';
import type { ParseCache } from './reading.ts';

/** One edit of one object, as a form makes it. Paths are from the root of the object. */
export type Change =
  | { readonly kind: 'set'; readonly path: Path; readonly value: Json }
  /** An entry of a map or list goes, with its comment on the same line. The last one leaves `{}` or `[]`. */
  | { readonly kind: 'remove'; readonly path: Path }
  /** The same, and so does every collection that holds nothing else. */
  | { readonly kind: 'prune'; readonly path: Path }
  /** Before the item that now stands there; at the length of the list, after all. */
  | { readonly kind: 'insert'; readonly path: Path; readonly value: Json }
  /** A copy of a list item, with the comments in it, right after it. */
  | { readonly kind: 'duplicate'; readonly path: Path }
  /** A list item changes places with the one after it. */
  | { readonly kind: 'swap'; readonly path: Path }
  /** A key of a map gets another name and keeps its place. */
  | { readonly kind: 'rename'; readonly path: Path; readonly name: string };

/** Makes one edit in the text of a file, and changes no other byte; refused where it would. Never throws. */
export function changeText(text: string, target: number | ResourceId, change: Change, cache?: ParseCache): Patched {
  if (change.kind === 'set') return setAt(text, target, change.path, change.value, cache);
  return patchEntry(text, target, cache, (source) => {
    const { tree, json, at, text: before } = source;
    const asked = [...at, ...change.path];
    const path = change.kind === 'prune' ? outermost(tree, asked) : asked;
    const last = path.at(-1);
    const parent = find(tree, path.slice(0, -1));
    if (last === undefined || parent.node === null || parent.depth < path.length - 1) return 'notAContainer';
    if (isAlias(parent.node) || parent.parents.some(isAlias)) return 'aliased';
    return planOf(change, { path, last, json, found: parent, text: before });
  });
}

/** The path of the outermost collection that holds nothing but what is taken out. */
function outermost(tree: Tree, path: Path): Path {
  let whole = path;
  if (find(tree, path).depth < path.length) return path;
  while (whole.length > 1) {
    const { node } = find(tree, whole.slice(0, -1));
    if (!isCollection(node) || node.items.length !== 1) return whole;
    whole = whole.slice(0, -1);
  }
  return whole;
}

interface Spot {
  readonly path: Path;
  readonly last: string | number;
  readonly json: Json;
  readonly found: ReturnType<typeof find>;
  readonly text: string;
}

function planOf(change: Exclude<Change, { kind: 'set' }>, spot: Spot): Plan | PatchError {
  const { path, last, json, found, text } = spot;
  const { node, parents } = found;
  if (node === null) return 'notAContainer';
  const plan = (splices: Plan['splices'] | null, expected: Plan['expected'] | null): Plan | PatchError =>
    splices === null || expected === null ? 'notAContainer' : { splices, expected };
  switch (change.kind) {
    case 'remove':
    case 'prune':
      return plan(cutSplices(text, node, last), without(json, path));
    case 'rename':
      return plan(renameSplices(text, node, last, change.name), renamed(json, path, change.name));
    case 'insert':
      return plan(insertSplices(text, found, parents, last, change.value), inserted(json, path, change.value));
    case 'duplicate': {
      const copy = valueAt(json, path);
      const index = typeof last === 'number' ? last : 0;
      const next = [...path.slice(0, -1), index + 1];
      return plan(duplicateSplices(text, node, last), copy === undefined ? null : inserted(json, next, copy));
    }
    case 'swap':
      return plan(swapSplices(text, node, last), swapped(json, path));
  }
}
