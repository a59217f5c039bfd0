import type { Json, JsonObject } from '../model/json.ts';
import type { Path } from '../model/resource.ts';

/** Why a value cannot be taken, and where it stands. */
export interface Problem {
  readonly problem: string;
  readonly path: Path;
}

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

export function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}

export function isProblem(value: object): value is Problem {
  return 'problem' in value && 'path' in value;
}

/** The first key that is not one of these; null if all are. */
export function strangeKey(json: JsonObject, known: readonly string[], path: Path): Problem | null {
  const strange = Object.keys(json).find((key) => !known.includes(key));
  if (strange === undefined) return null;
  return { problem: `unknown field \`${strange}\`; known are ${known.join(', ')}`, path: [...path, strange] };
}
