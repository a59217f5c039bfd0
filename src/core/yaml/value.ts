import type { Json } from '../model/json.ts';
import { readSyntax } from './syntax.ts';

/** Reads a YAML text that is a value of its own, such as `data.mesh` of a ConfigMap. Null if it is no YAML. */
export function parseValue(text: string): { readonly json: Json } | null {
  const { json, problems } = readSyntax(text);
  return problems.length > 0 ? null : { json };
}
