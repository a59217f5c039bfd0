import type { Json } from '../model/json.ts';
import { isObject } from '../model/json.ts';
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
