import { isPlain, type Plain } from '../engine/delta.ts';

/**
 * `next`, with every part that equals the part of `old` at the same place replaced by that part: what an edit has left
 * alone is the same object as before, and need not be drawn again. For data as it comes from the worker: no cycles.
 */
export function reuse<T>(old: T, next: T): T;
export function reuse(old: unknown, next: unknown): unknown {
  if (Object.is(old, next)) return old;
  if (Array.isArray(old) && Array.isArray(next)) return reuseList(old, next);
  if (isPlain(old) && isPlain(next)) return reuseRecord(old, next);
  return next;
}

// Plain loops that make nothing where nothing differs: this stands between every key and its picture.
function reuseList(old: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  let same = old.length === next.length;
  let shared: unknown[] | null = null;
  for (let index = 0; index < next.length; index += 1) {
    const value = reuse(old[index], next[index]);
    if (!Object.is(value, old[index])) same = false;
    if (Object.is(value, next[index])) continue;
    shared ??= [...next];
    shared[index] = value;
  }
  return same ? old : (shared ?? next);
}

function reuseRecord(old: Plain, next: Plain): Plain {
  const keys = Object.keys(next);
  let same = Object.keys(old).length === keys.length;
  let shared: Record<string, unknown> | null = null;
  for (const key of keys) {
    const value = reuse(old[key], next[key]);
    if (!Object.is(value, old[key]) || (value === undefined && !(key in old))) same = false;
    if (Object.is(value, next[key])) continue;
    shared ??= { ...next };
    shared[key] = value;
  }
  return same ? old : (shared ?? next);
}
