import type { Json } from '../model/json.ts';
import { isList, isObject } from '../model/json.ts';
import type { Path } from '../model/resource.ts';

/** Whether two values are the same data; the order of keys does not count. */
export function equalJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item: Json, i) => equalJson(item, b[i]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equalJson(a[key], b[key]))
  );
}

/**
 * The value inside the collections that a path asks for: lists of one item, objects of one key.
 * Null if the path asks for a list item other than the first.
 */
export function wrapped(path: Path, value: Json): { readonly json: Json } | null {
  let json = value;
  for (const segment of path.toReversed()) {
    if (typeof segment === 'number' && segment !== 0) return null;
    json = typeof segment === 'number' ? [json] : { [segment]: json };
  }
  return { json };
}

/** A copy with one value set. Null if the path leads through something that has no such part. */
export function withValue(json: Json | undefined, path: Path, value: Json): { readonly json: Json } | null {
  const [segment, ...rest] = path;
  if (segment === undefined) return { json: value };
  if (json === null || json === undefined) return wrapped(path, value);
  if (Array.isArray(json)) {
    if (typeof segment !== 'number' || segment > json.length) return null;
    const items: readonly Json[] = json;
    const item = withValue(items[segment], rest, value);
    return item && { json: [...items.slice(0, segment), item.json, ...items.slice(segment + 1)] };
  }
  if (!isObject(json)) return null;
  const key = String(segment);
  const part = withValue(Object.hasOwn(json, key) ? json[key] : undefined, rest, value);
  return part && { json: { ...json, [key]: part.json } };
}

/** The value at a path; undefined where there is none. */
export function valueAt(json: Json | undefined, path: Path): Json | undefined {
  let value = json;
  for (const segment of path) {
    if (Array.isArray(value)) value = typeof segment === 'number' ? value[segment] : undefined;
    else value = isObject(value) && Object.hasOwn(value, String(segment)) ? value[String(segment)] : undefined;
  }
  return value;
}

type Part = Json | undefined;

/** A copy in which the collection around the end of a path is another; null if there is no such collection. */
function withParent(
  json: Json,
  path: Path,
  change: (parent: Json, last: string | number) => Part,
): { readonly json: Json } | null {
  const last = path.at(-1);
  const around = path.slice(0, -1);
  const parent = valueAt(json, around);
  if (last === undefined || parent === undefined) return null;
  const changed = change(parent, last);
  return changed === undefined ? null : withValue(json, around, changed);
}

/** A copy without the entry at a path. */
export function without(json: Json, path: Path): { readonly json: Json } | null {
  return withParent(json, path, (parent, last) => {
    if (isList(parent)) return parent.filter((_, index) => index !== last);
    if (!isObject(parent)) return undefined;
    return Object.fromEntries(Object.entries(parent).filter(([key]) => key !== String(last)));
  });
}

/** A copy with one list item more. */
export function inserted(json: Json, path: Path, value: Json): { readonly json: Json } | null {
  return withParent(json, path, (parent, last) => {
    if (typeof last !== 'number') return undefined;
    const items = parent === null || (isObject(parent) && Object.keys(parent).length === 0) ? [] : parent;
    return isList(items) && last <= items.length ? items.toSpliced(last, 0, value) : undefined;
  });
}

/** A copy in which a list item and the one after it have changed places. */
export function swapped(json: Json, path: Path): { readonly json: Json } | null {
  return withParent(json, path, (parent, last) => {
    if (!isList(parent) || typeof last !== 'number') return undefined;
    const [first, second] = [parent[last], parent[last + 1]];
    return first === undefined || second === undefined ? undefined : parent.toSpliced(last, 2, second, first);
  });
}

/** A copy in which a key of a map has another name; null if the map has one of that name already. */
export function renamed(json: Json, path: Path, name: string): { readonly json: Json } | null {
  return withParent(json, path, (parent, last) => {
    if (!isObject(parent) || Object.hasOwn(parent, name)) return undefined;
    return Object.fromEntries(Object.entries(parent).map(([key, value]) => [key === String(last) ? name : key, value]));
  });
}
