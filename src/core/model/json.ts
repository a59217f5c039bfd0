/** Plain JSON data, as YAML documents decode to. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** `Array.isArray` does not narrow a readonly array. */
export function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}

/** An array that is known to have a first element. */
export type NonEmpty<T> = readonly [T, ...T[]];
