import type { Characters } from './alphabet.ts';
import { type Language, mostStates, sortsOf, trimmed } from './language.ts';
import type { Shape } from './shape.ts';

/** Steps that may be taken, some of them without a character. */
interface Steps {
  readonly free: number[][];
  readonly taken: (readonly [Characters, number])[][];
}

/** More steps than this are not tried. */
const mostSteps = 20_000;

/** The strings of a shape as a language; null: it has too many states. */
export function languageOf(shape: Shape): Language | null {
  const steps: Steps = { free: [[]], taken: [[]] };
  const end = add(steps, shape, 0);
  if (end === null) return null;
  return determined(steps, end);
}

function state(steps: Steps): number {
  steps.free.push([]);
  steps.taken.push([]);
  return steps.free.length - 1;
}

/** Adds a shape behind a state; the state where it ends, or null if there is no room. */
function add(steps: Steps, shape: Shape, from: number): number | null {
  if (steps.free.length > mostSteps) return null;
  switch (shape.kind) {
    case 'never':
      return state(steps);
    case 'characters': {
      const to = state(steps);
      steps.taken[from]?.push([shape.of, to]);
      return to;
    }
    case 'sequence': {
      let at: number | null = from;
      for (const part of shape.parts) {
        at = add(steps, part, at);
        if (at === null) return null;
      }
      return at;
    }
    case 'choice': {
      const to = state(steps);
      for (const part of shape.parts) {
        const begin = state(steps);
        steps.free[from]?.push(begin);
        const end = add(steps, part, begin);
        if (end === null) return null;
        steps.free[end]?.push(to);
      }
      return to;
    }
    case 'repeat':
      return addRepeat(steps, shape, from);
  }
}

function addRepeat(
  steps: Steps,
  { part, least, most }: Extract<Shape, { kind: 'repeat' }>,
  from: number,
): number | null {
  let at: number | null = from;
  for (let count = 0; count < least; count += 1) {
    at = add(steps, part, at);
    if (at === null) return null;
  }
  const to = state(steps);
  if (most === null) {
    const loop = state(steps);
    steps.free[at]?.push(loop);
    const end = add(steps, part, loop);
    if (end === null) return null;
    steps.free[end]?.push(loop);
    steps.free[loop]?.push(to);
    return to;
  }
  steps.free[at]?.push(to);
  for (let count = least; count < most; count += 1) {
    at = add(steps, part, at);
    if (at === null) return null;
    steps.free[at]?.push(to);
  }
  return to;
}

function determined({ free, taken }: Steps, end: number): Language | null {
  const { sorts, width } = sortsOf([...new Set(taken.flat().map(([set]) => set))]);
  const sample = Array.from({ length: width }, (_, sort) => sorts.indexOf(sort));
  const closures: (readonly number[])[] = [];
  const closed = (step: number): readonly number[] => (closures[step] ??= reached(free, step));
  const known = new Map<string, number>();
  const found: (readonly number[])[] = [];
  const place = (states: Set<number>): number => {
    const sorted = states.size > 1 ? [...states].sort((a, b) => a - b) : [...states];
    const key = sorted.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, found.length);
    found.push(sorted);
    return found.length - 1;
  };
  place(new Set(closed(0)));
  const dead = place(new Set());
  const next: number[] = [];
  for (let index = 0; index < found.length; index += 1) {
    if (found.length > mostStates) return null;
    const targets: (Set<number> | undefined)[] = [];
    for (const step of found[index] ?? []) {
      for (const [set, to] of taken[step] ?? []) {
        for (let sort = 0; sort < width; sort += 1) {
          if (set[sample[sort] ?? 0] !== 1) continue;
          const target = (targets[sort] ??= new Set());
          for (const each of closed(to)) target.add(each);
        }
      }
    }
    for (let sort = 0; sort < width; sort += 1) {
      const target = targets[sort];
      next.push(target === undefined ? dead : place(target));
    }
  }
  const accepting = Uint8Array.from(found, (states) => (states.includes(end) ? 1 : 0));
  return trimmed({ sorts, width, states: found.length, accepting, next: Int32Array.from(next) });
}

/** The steps that can be reached without a character. */
function reached(free: Steps['free'], from: number): readonly number[] {
  const all = new Set([from]);
  for (const each of all) for (const more of free[each] ?? []) all.add(more);
  return [...all];
}
