import { isObject, type Json } from '../model/json.ts';
import type { Path, ResourceId } from '../model/resource.ts';
import { inline } from './emit.ts';
import { find } from './locate.ts';
import type { Patched } from './patch.ts';
import { equalJson, withValue } from './plainEdit.ts';
import { readEntries } from './reading.ts';
import { isJsonText, readSyntax } from './syntax.ts';
import { valueAtPath } from './valueAtPath.ts';

/** Gives the last key of a path another name, and changes no other byte. Refused where the map has that key already. Never throws. */
export function renameKey(text: string, target: number | ResourceId, path: Path, to: string): Patched {
  const entries = readEntries(text, new Map(), new Set());
  const entry =
    typeof target === 'number' ? entries[target] : entries.findLast(({ manifest }) => manifest?.draft?.id === target);
  if (entry === undefined) return { error: 'notFound' };
  const { start, text: before } = entry.chunk;
  const { syntax } = entry.reading;
  const tree = syntax.tree();
  if (tree === null || syntax.problems.length > 0) return { error: 'broken' };
  const full = [...entry.at, ...path];
  const { key, depth } = find(tree, full);
  const expected = renamed(syntax.json, full, to);
  if (key?.range == null || depth !== full.length || expected === null) return { error: 'notAContainer' };
  const old = before.slice(key.range[0], key.range[1]);
  // A key is always a text: a number that stood without quotes needs none either.
  const bare = /^\d+$/.test(old) && /^\d+$/.test(to);
  const name = bare ? to : inline(to, isJsonText(before) ? 'json' : 'block');
  const after = before.slice(0, key.range[0]) + name + before.slice(key.range[1]);
  const reread = readSyntax(after);
  if (reread.problems.length > 0 || !equalJson(reread.json, expected.json)) return { error: 'unsafe' };
  return { text: text.slice(0, start) + after + text.slice(start + before.length) };
}

function renamed(json: Json, path: Path, to: string): { readonly json: Json } | null {
  const around = path.slice(0, -1);
  const map = valueAtPath(json, around);
  const from = String(path.at(-1));
  if (!isObject(map) || !Object.hasOwn(map, from) || Object.hasOwn(map, to)) return null;
  return withValue(
    json,
    around,
    Object.fromEntries(Object.entries(map).map(([key, value]) => [key === from ? to : key, value])),
  );
}
