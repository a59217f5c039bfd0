import type { Path } from '../../model/resource.ts';

/** Where a text ends inside `[…]` and `{…}`. */
export interface FlowPlace {
  /** From the value that begins the text. */
  readonly path: Path;
  readonly place: 'key' | 'value';
  /** What has been typed of the key or value, and where that begins. */
  readonly typed: string;
  readonly at: number;
  /** The keys that the innermost map has so far. */
  readonly keys: readonly string[];
}

interface Level {
  readonly list: boolean;
  segment: string | number;
  readonly keys: string[];
  /** The key of this entry is complete. */
  valued: boolean;
}

/** Reads the start of a flow collection; null where it is closed again, or is none. */
export function flowPlace(text: string): FlowPlace | null {
  const levels: Level[] = [];
  let at = 0;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const char = text[index] ?? '';
    const level = levels.at(-1);
    if (quote !== '') {
      if (char === quote) quote = '';
      continue;
    }
    if (char === '"' || char === "'") {
      if (text.slice(at, index).trim() === '') quote = char;
    } else if (char === '[' || char === '{') {
      levels.push({ list: char === '[', segment: char === '[' ? 0 : '', keys: [], valued: false });
      at = index + 1;
    } else if (char === ']' || char === '}') {
      levels.pop();
      if (levels.length === 0) return null;
      at = index + 1;
    } else if (level === undefined) {
      return null;
    } else if (char === ',') {
      if (typeof level.segment === 'number') level.segment += 1;
      level.valued = false;
      at = index + 1;
    } else if (char === ':' && !level.list && !level.valued && /^(?:\s|$)/.test(text.slice(index + 1))) {
      level.segment = text
        .slice(at, index)
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2');
      level.keys.push(level.segment);
      level.valued = true;
      at = index + 1;
    }
  }
  const level = levels.at(-1);
  if (level === undefined) return null;
  const gap = /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
  const place = level.list || level.valued ? 'value' : 'key';
  const around = levels.slice(0, -1).map(({ segment }) => segment);
  const path = place === 'key' ? around : [...around, level.segment];
  return { path, place, typed: text.slice(at + gap), at: at + gap, keys: level.keys };
}
