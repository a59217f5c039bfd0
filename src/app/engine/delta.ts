/**
 * How a value differs from the one before: null: not at all. Most keys change little of an answer, and what is not sent
 * need be neither copied between threads nor compared on the page's own. For plain data without cycles.
 */
export type Delta =
  | null
  | { readonly is: unknown }
  /** The first `head` items and the last `tail` ones are as they were; `items` stand between them. */
  | { readonly head: number; readonly tail: number; readonly items: readonly Delta[] }
  /** All other keys are as they were. */
  | { readonly keys: readonly string[]; readonly values: readonly Delta[]; readonly gone: readonly string[] };

export type Plain = Readonly<Record<string, unknown>>;

export function deltaOf(old: unknown, next: unknown): Delta {
  if (Object.is(old, next)) return null;
  if (Array.isArray(old) && Array.isArray(next)) return listDelta(old, next);
  if (isPlain(old) && isPlain(next)) return recordDelta(old, next);
  return { is: next };
}

function listDelta(old: readonly unknown[], next: readonly unknown[]): Delta {
  const shorter = Math.min(old.length, next.length);
  const items: Delta[] = [];
  let head = 0;
  for (; head < shorter; head += 1) {
    const first = deltaOf(old[head], next[head]);
    if (first === null) continue;
    items.push(first);
    break;
  }
  if (items.length === 0 && old.length === next.length) return null;
  let tail = 0;
  const room = shorter - head;
  while (tail < room && deltaOf(old[old.length - 1 - tail], next[next.length - 1 - tail]) === null) tail += 1;
  const between = next.length - head - tail;
  for (let index = items.length; index < between; index += 1) {
    const at = head + index;
    items.push(at < old.length - tail ? deltaOf(old[at], next[at]) : { is: next[at] });
  }
  return { head, tail, items: items.slice(0, between) };
}

function recordDelta(old: Plain, next: Plain): Delta {
  const keys: string[] = [];
  const values: Delta[] = [];
  let whole = true;
  for (const key of Object.keys(next)) {
    const value = Object.hasOwn(old, key) ? deltaOf(old[key], next[key]) : { is: next[key] };
    if (value === null) whole = false;
    else {
      keys.push(key);
      values.push(value);
    }
  }
  const gone = Object.keys(old).filter((key) => !Object.hasOwn(next, key));
  if (keys.length === 0 && gone.length === 0) return null;
  // What has nothing of the old one is no change of it.
  return whole && values.every((value) => value !== null && 'is' in value) ? { is: next } : { keys, values, gone };
}

/** The value that `delta` was made for. What has not changed is the same object as in `old`. */
export function changed(old: unknown, delta: Delta): unknown {
  if (delta === null) return old;
  if ('is' in delta) return delta.is;
  if ('items' in delta) {
    const list: readonly unknown[] = Array.isArray(old) ? old : [];
    const { head, tail, items } = delta;
    const between = items.map((item, index) => changed(list[head + index], item));
    return [...list.slice(0, head), ...between, ...list.slice(list.length - tail)];
  }
  const record: Record<string, unknown> = { ...(isPlain(old) ? old : {}) };
  for (const [index, key] of delta.keys.entries()) {
    const known = Object.hasOwn(record, key);
    const value = changed(known ? record[key] : undefined, delta.values[index] ?? null);
    // A label may be called `__proto__`.
    if (known) record[key] = value;
    else Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
  }
  for (const key of delta.gone) delete record[key];
  return record;
}

/** A record of data. Maps, sets and bytes are taken as they come. */
export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
