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

/** Oldest first, then by name, then by namespace. What has no date is yet to be created: the youngest. */
export function oldestFirst(objects: readonly JsonObject[]): readonly JsonObject[] {
  return sortedBy(objects, (object) => [created(object), field(object, 'name'), field(object, 'namespace')]);
}

/** Oldest first, then by `name.namespace` as one text: so istiod was recorded to sort services. */
export function oldestServiceFirst(services: readonly JsonObject[]): readonly JsonObject[] {
  return sortedBy(services, (service) => [
    created(service),
    `${field(service, 'name')}.${field(service, 'namespace')}`,
  ]);
}

function sortedBy(
  objects: readonly JsonObject[],
  keys: (object: JsonObject) => readonly string[],
): readonly JsonObject[] {
  return [...objects].sort((a, b) => {
    const others = keys(b);
    const differing = keys(a).flatMap((key, index) =>
      key === others[index] ? [] : [key < (others[index] ?? '') ? -1 : 1],
    );
    return differing[0] ?? 0;
  });
}

function created(object: JsonObject): string {
  return field(object, 'creationTimestamp') || '9999';
}

function field(object: JsonObject, name: string): string {
  return text(at(object, 'metadata', name));
}
