import { byLiking, type Characters, characterAt, placeOf, size } from './alphabet.ts';

/**
 * A set of strings, as a complete deterministic automaton: state 0 starts, `next[state × width + sort]` follows. Characters
 * that no string tells apart are of one sort.
 */
export interface Language {
  readonly sorts: Uint8Array;
  readonly width: number;
  readonly states: number;
  readonly accepting: Uint8Array;
  readonly next: Int32Array;
}

/** More states than this are not built: null stands in the place of such a language. */
export const mostStates = 5000;

export function accepts({ sorts, width, accepting, next }: Language, text: string): boolean {
  let state = 0;
  for (let index = 0; index < text.length; index += 1) {
    const place = placeOf(text.charAt(index));
    if (place < 0) return false;
    state = next[state * width + (sorts[place] ?? 0)] ?? 0;
  }
  return accepting[state] === 1;
}

/** The strings that are in both; null: too many states. */
export function both(a: Language, b: Language): Language | null {
  return product(a, b, (one, other) => one === 1 && other === 1);
}

/** The strings of `a` that are not in `b`; null: too many states. */
export function without(a: Language, b: Language): Language | null {
  return product(a, b, (one, other) => one === 1 && other === 0);
}

/** The strings of either; null: too many states. */
export function either(a: Language, b: Language): Language | null {
  return product(a, b, (one, other) => one === 1 || other === 1);
}

function product(a: Language, b: Language, keep: (a: number, b: number) => boolean): Language | null {
  const { sorts, pairs } = commonSorts(a.sorts, b.sorts);
  const width = pairs.length;
  const known = new Map<number, number>([[0, 0]]);
  // Pairs of states, each as one number.
  const found: number[] = [0];
  const next: number[] = [];
  for (let state = 0; state < found.length; state += 1) {
    if (found.length > mostStates) return null;
    const key = found[state] ?? 0;
    const [mine, yours] = [Math.floor(key / b.states) * a.width, (key % b.states) * b.width];
    for (const [one, other] of pairs) {
      const to = (a.next[mine + one] ?? 0) * b.states + (b.next[yours + other] ?? 0);
      let place = known.get(to);
      if (place === undefined) {
        place = found.length;
        known.set(to, place);
        found.push(to);
      }
      next.push(place);
    }
  }
  const accepting = new Uint8Array(found.length);
  found.forEach((key, state) => {
    const [one, other] = [a.accepting[Math.floor(key / b.states)] ?? 0, b.accepting[key % b.states] ?? 0];
    accepting[state] = keep(one, other) ? 1 : 0;
  });
  return trimmed({ sorts, width, states: found.length, accepting, next: Int32Array.from(next) });
}

/** Sorts so fine that either's are made of them, each with the sort that it is of in both. */
function commonSorts(
  a: Uint8Array,
  b: Uint8Array,
): { readonly sorts: Uint8Array; readonly pairs: readonly (readonly [number, number])[] } {
  const pairs: [number, number][] = [];
  const known = new Map<number, number>();
  const sorts = new Uint8Array(size);
  for (let place = 0; place < size; place += 1) {
    const [mine, yours] = [a[place] ?? 0, b[place] ?? 0];
    const key = mine * size + yours;
    const sort = known.get(key) ?? pairs.length;
    if (sort === pairs.length) pairs.push([mine, yours]);
    known.set(key, sort);
    sorts[place] = sort;
  }
  return { sorts, pairs };
}

/** The same strings with fewer states: those from which nothing is accepted any more become one. */
export function trimmed({ sorts, width, states, accepting, next }: Language): Language {
  const live = Uint8Array.from(accepting);
  for (let changed = true; changed; ) {
    changed = false;
    for (let state = states - 1; state >= 0; state -= 1) {
      if (live[state] === 1) continue;
      for (let sort = 0; sort < width; sort += 1) {
        if (live[next[state * width + sort] ?? 0] !== 1) continue;
        live[state] = 1;
        changed = true;
        break;
      }
    }
  }
  if (live[0] !== 1)
    return { sorts: new Uint8Array(size), width: 1, states: 1, accepting: new Uint8Array(1), next: new Int32Array(1) };
  const kept = Array.from({ length: states }, (_, state) => state).filter((state) => live[state] === 1);
  if (kept.length >= states - 1) return { sorts, width, states, accepting, next };
  const dead = kept.length;
  const moved = new Map(kept.map((state, index) => [state, index]));
  const table = new Int32Array((dead + 1) * width).fill(dead);
  kept.forEach((state, index) => {
    for (let sort = 0; sort < width; sort += 1)
      table[index * width + sort] = moved.get(next[state * width + sort] ?? 0) ?? dead;
  });
  const marks = Uint8Array.from([...kept.map((state) => accepting[state] ?? 0), 0]);
  return { sorts, width, states: dead + 1, accepting: marks, next: table };
}

export function isEmpty({ states, accepting }: Language): boolean {
  // Every state that is kept can be reached.
  for (let state = 0; state < states; state += 1) if (accepting[state] === 1) return false;
  return true;
}

const knownShortest = new WeakMap<Language, { readonly text: string | null }>();

/** One of the shortest strings, the one that reads best; null: there is none. */
export function shortest(language: Language): string | null {
  const known = knownShortest.get(language) ?? { text: searched(language) };
  knownShortest.set(language, known);
  return known.text;
}

function searched({ sorts, width, states, accepting, next }: Language): string | null {
  const best: number[] = [];
  const liked: (readonly [sort: number, character: string])[] = [];
  for (const place of byLiking) {
    const sort = sorts[place] ?? 0;
    if (best[sort] !== undefined) continue;
    best[sort] = place;
    liked.push([sort, characterAt(place)]);
  }
  const told = new Map<number, string>([[0, '']]);
  for (const [state, text] of told) {
    if (accepting[state] === 1) return text;
    if (told.size > states) break;
    for (const [sort, character] of liked) {
      const to = next[state * width + sort] ?? 0;
      if (!told.has(to)) told.set(to, text + character);
    }
  }
  return null;
}

/** Sorts for sets of characters: two characters are of one sort if they are in the same sets. */
export function sortsOf(sets: readonly Characters[]): { readonly sorts: Uint8Array; readonly width: number } {
  const sorts = new Uint8Array(size);
  let width = 1;
  for (const set of sets) {
    const known = new Int16Array(width * 2).fill(-1);
    let made = 0;
    for (let place = 0; place < size; place += 1) {
      const key = (sorts[place] ?? 0) * 2 + (set[place] ?? 0);
      if (known[key] === -1) known[key] = made++;
      sorts[place] = known[key] ?? 0;
    }
    width = made;
  }
  return { sorts, width };
}
