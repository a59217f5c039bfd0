import {
  allBut,
  bothSets,
  type Characters,
  charactersFrom,
  charactersOf,
  everyCharacter,
  placeOf,
} from './alphabet.ts';
import { characters, choice, nothing, repeat, sequence, type Shape, text } from './shape.ts';

/** Where the reader stands in a pattern. */
interface Reader {
  readonly pattern: string;
  at: number;
}

const notRead = Symbol('not read');
type Read = Shape | typeof notRead;

/**
 * A regular expression as a shape: literals, classes, groups, alternatives and counts, the part of RE2 that speaks of one
 * string alone. Null: it asks for more than that (looks around, refers back, sets flags).
 */
export function readRegex(pattern: string): Shape | null {
  const reader: Reader = { pattern, at: 0 };
  const shape = alternatives(reader, true);
  return shape === notRead || reader.at < pattern.length ? null : shape;
}

function alternatives(reader: Reader, top: boolean): Read {
  const parts: Shape[] = [];
  for (;;) {
    const part = concatenation(reader, top);
    if (part === notRead) return notRead;
    parts.push(part);
    if (reader.pattern[reader.at] !== '|') break;
    reader.at += 1;
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : choice(...parts);
}

function concatenation(reader: Reader, top: boolean): Read {
  const parts: Shape[] = [];
  const { pattern } = reader;
  if (top && pattern[reader.at] === '^') reader.at += 1;
  while (reader.at < pattern.length && !'|)'.includes(pattern.charAt(reader.at))) {
    if (top && pattern[reader.at] === '$' && '|'.includes(pattern[reader.at + 1] ?? '|')) {
      reader.at += 1;
      break;
    }
    const atom = atomOf(reader);
    if (atom === notRead) return notRead;
    const counted = counts(reader, atom);
    if (counted === notRead) return notRead;
    parts.push(counted);
  }
  return sequence(...parts);
}

function atomOf(reader: Reader): Read {
  const { pattern } = reader;
  const character = pattern.charAt(reader.at);
  if (character === '(') return group(reader);
  if (character === '[') return bracket(reader);
  if ('^$*+?{})]'.includes(character)) return notRead;
  reader.at += 1;
  if (character === '.') return characters(everyCharacter);
  if (character !== '\\') return text(character);
  const set = escaped(reader);
  return set === null ? notRead : characters(set);
}

const digits = charactersFrom('0', '9');
const wordly = [charactersFrom('a', 'z'), charactersFrom('A', 'Z'), charactersOf('_')].reduce(bothSets, digits);
const spaces = charactersOf(' ');
const classes: Readonly<Record<string, Characters>> = {
  d: digits,
  D: allBut(digits),
  w: wordly,
  W: allBut(wordly),
  s: spaces,
  S: allBut(spaces),
};

/** Behind a backslash: a class, or a mark that stands for itself. */
function escaped(reader: Reader): Characters | null {
  const character = reader.pattern.charAt(reader.at);
  reader.at += 1;
  if (Object.hasOwn(classes, character)) return classes[character] ?? null;
  return placeOf(character) >= 0 && !/[A-Za-z0-9]/.test(character) ? charactersOf(character) : null;
}

function group(reader: Reader): Read {
  const { pattern } = reader;
  const rest = pattern.slice(reader.at);
  // How the engine writes "anything, then this, where it first stands": a step that is never taken back.
  const first = /^\(\?=\((\.\*\?(?:\\[^A-Za-z0-9]|[^\\()[\]{}*+?.|^$])*)\)\)\\\d+/.exec(rest);
  if (first?.[1] !== undefined) {
    reader.at += first[0].length;
    return readRegex(first[1]) ?? notRead;
  }
  const opening = /^\((?:\?:|\?<[A-Za-z]\w*>|(?!\?))/.exec(rest);
  if (opening === null) return notRead;
  reader.at += opening[0].length;
  const inner = alternatives(reader, false);
  if (inner === notRead || pattern[reader.at] !== ')') return notRead;
  reader.at += 1;
  return inner;
}

function bracket(reader: Reader): Read {
  const { pattern } = reader;
  reader.at += 1;
  const negated = pattern[reader.at] === '^';
  if (negated) reader.at += 1;
  let set = charactersOf('');
  // Engines differ in what they make of an empty class, and of names of classes.
  if (pattern[reader.at] === ']') return notRead;
  while (pattern[reader.at] !== ']') {
    const from = member(reader);
    if (from === null) return notRead;
    const ranged = pattern[reader.at] === '-' && pattern[reader.at + 1] !== ']';
    if (!ranged) {
      set = bothSets(set, typeof from === 'string' ? charactersOf(from) : from);
      continue;
    }
    reader.at += 1;
    const to = member(reader);
    if (typeof from !== 'string' || typeof to !== 'string' || from > to) return notRead;
    set = bothSets(set, charactersFrom(from, to));
  }
  reader.at += 1;
  return characters(negated ? allBut(set) : set);
}

/** One character of a class, or a class in it; null: neither. */
function member(reader: Reader): string | Characters | null {
  const character = reader.pattern.charAt(reader.at);
  if (character === '' || character === '[') return null;
  reader.at += 1;
  if (character !== '\\') return placeOf(character) < 0 ? null : character;
  const name = reader.pattern.charAt(reader.at);
  const set = escaped(reader);
  return set === null || Object.hasOwn(classes, name) ? set : name;
}

/** More of one thing in a row than this is not counted out. */
const mostCounted = 200;

function counts(reader: Reader, part: Shape): Read {
  const found = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(reader.pattern.slice(reader.at));
  if (found === null) return part;
  reader.at += found[0].length;
  const sign = found[0].charAt(0);
  if (/^[*+?{]/.test(reader.pattern.slice(reader.at))) return notRead;
  if (sign === '*') return repeat(part);
  if (sign === '+') return repeat(part, 1);
  if (sign === '?') return choice(part, nothing);
  const least = Number(found[1]);
  const most = found[2] === undefined ? least : found[3] === '' ? null : Number(found[3]);
  if (Math.max(least, most ?? 0) > mostCounted || (most !== null && most < least)) return notRead;
  return repeat(part, least, most);
}
