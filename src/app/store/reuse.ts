/**
 * `next`, with every part that equals the part of `old` at the same place replaced by that part: what an edit has left
 * alone is the same object as before, and need not be drawn again. For data as it comes from the worker: no cycles.
 */
export function reuse<T>(old: T, next: T): T;
export function reuse(old: unknown, next: unknown): unknown {
  if (Object.is(old, next)) return old;
  if (Array.isArray(old) && Array.isArray(next)) return reuseList(old, next);
  if (isRecord(old) && isRecord(next)) return reuseRecord(old, next);
  return next;
}

function reuseList(old: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const shared = next.map((value, index) => reuse(old[index], value));
  const same = old.length === shared.length && shared.every((value, index) => Object.is(value, old[index]));
  return same ? old : shared;
}

type Plain = Readonly<Record<string, unknown>>;

function reuseRecord(old: Plain, next: Plain): Plain {
  const keys = Object.keys(next);
  const shared = Object.fromEntries(keys.map((key) => [key, reuse(old[key], next[key])]));
  const same =
    Object.keys(old).length === keys.length && keys.every((key) => key in old && Object.is(shared[key], old[key]));
  return same ? old : shared;
}

/** Maps, sets and bytes are taken as they come. */
function isRecord(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
