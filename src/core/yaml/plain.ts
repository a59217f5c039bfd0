import type { Json } from '../model/json.ts';

/** Deeper than any Kubernetes object, and shallow enough for every walk after this. */
export const maxDepth = 100;

/**
 * Turns what a parser built into plain JSON data, or null if it nests deeper than `maxDepth` (or in itself).
 * Values that are not JSON (`.inf`, dates, sets of custom tags) become text. Shared parts stay shared.
 */
export function plainJson(value: unknown): { readonly json: Json } | null {
  const done = new Map<object, Json>();
  let tooDeep = false;

  function walk(node: unknown, depth: number): Json {
    if (node === null || node === undefined || tooDeep) return null;
    if (typeof node === 'string' || typeof node === 'boolean') return node;
    if (typeof node === 'number') return Number.isFinite(node) ? node : String(node);
    if (typeof node !== 'object') return typeof node === 'bigint' ? node.toString() : null;
    if (depth >= maxDepth) {
      tooDeep = true;
      return null;
    }
    const known = done.get(node);
    if (known !== undefined) return known;
    const json = collection(node, depth + 1);
    done.set(node, json);
    return json;
  }

  function collection(node: object, depth: number): Json {
    if (Array.isArray(node)) return node.map((item: unknown) => walk(item, depth));
    if (node instanceof Map || node instanceof Set) return walk([...node], depth);
    if (node instanceof Date || node instanceof Uint8Array) return String(node);
    // fromEntries defines own properties: a key `__proto__` is data like any other.
    return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, walk(item, depth)]));
  }

  const json = walk(value, 0);
  return tooDeep ? null : { json };
}
