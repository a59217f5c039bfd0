import { isList, isObject, type Json, type JsonObject } from '../../core/model/json.ts';

/** The value at a path of keys; undefined where something on the way is missing or no map. */
export function at(json: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => (isObject(value) ? value[key] : undefined), json);
}

/** A text, or '' where there is none. */
export function text(json: Json | undefined): string {
  return typeof json === 'string' ? json : '';
}

/** The texts of a list; none where there is no list. */
export function texts(json: Json | undefined): readonly string[] {
  return isList(json) ? json.filter((item) => typeof item === 'string') : [];
}

/** The items of a list, each as a map: what is none counts as an empty one. */
export function maps(json: Json | undefined): readonly JsonObject[] {
  return isList(json) ? json.map((item) => (isObject(item) ? item : {})) : [];
}

export function map(json: Json | undefined): JsonObject {
  return isObject(json) ? json : {};
}

/** Whether every label that is asked for is there with its value. */
export function labelsMatch(wanted: JsonObject, actual: JsonObject): boolean {
  return Object.entries(wanted).every(([key, value]) => actual[key] === value);
}

/** Oldest first, then by name, then by namespace; what has no date is of one age, younger than nothing: the oldest. */
export function oldestFirst(objects: readonly JsonObject[]): readonly JsonObject[] {
  const key = (object: JsonObject, field: string): string => text(at(object, 'metadata', field));
  const fields = ['creationTimestamp', 'name', 'namespace'];
  return [...objects].sort((a, b) => {
    const field = fields.find((each) => key(a, each) !== key(b, each));
    return field === undefined ? 0 : key(a, field) < key(b, field) ? -1 : 1;
  });
}
