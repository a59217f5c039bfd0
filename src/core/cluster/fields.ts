import type { Json, JsonObject } from '../model/json.ts';
import { isObject } from '../model/json.ts';
import type { Path } from '../model/resource.ts';
import { valueAt } from '../yaml/plainEdit.ts';

export { valueAt };

const nothing: JsonObject = {};

/** What is not of the wanted type reads as empty: the API server would have refused it. */
export function objectAt(json: Json | undefined, ...path: Path): JsonObject {
  const value = valueAt(json, path);
  return isObject(value) ? value : nothing;
}

/** The objects in a list; everything else in it is left out. */
export function objectsAt(json: Json | undefined, ...path: Path): readonly JsonObject[] {
  const value = valueAt(json, path);
  return Array.isArray(value) ? value.filter((item: Json) => isObject(item)) : [];
}

export function textAt(json: Json | undefined, ...path: Path): string | null {
  const value = valueAt(json, path);
  return typeof value === 'string' ? value : null;
}

export function numberAt(json: Json | undefined, ...path: Path): number | null {
  const value = valueAt(json, path);
  return typeof value === 'number' ? value : null;
}

export function stringsAt(json: Json | undefined, ...path: Path): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(objectAt(json, ...path)).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as const] : value === null ? [[key, ''] as const] : [],
    ),
  );
}
