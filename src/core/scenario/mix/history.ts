/** What the bytes so far say about the next one. Part of the link format: a change here needs a new codec name. */
export interface History {
  /** Hashes of what stands before the next byte, one for each way to look at it. */
  readonly contexts: Uint32Array;
  /** The byte that follows what was just written where it was written before, and how long the two are alike; -1: none. */
  readonly again: { byte: number; length: number };
  /** The byte that would spell the name of the object that is being written, in this place; -1: it does not fit. */
  readonly name: { byte: number; spelled: number; key: number };
  readonly add: (byte: number) => void;
}

export const contextCount = 7;
const shortest = 6; // bytes that must be alike
const longest = 400;
const newline = 10;
const space = 32;
const dash = 45;
const colon = 58;

const step = (hash: number, byte: number): number => Math.imul(hash + byte + 1, 0x2f0b4c47) >>> 0;
const join = (a: number, b: number): number =>
  Math.imul(Math.imul(a ^ (b + 0x7f4a7c15), 0x2c1b3c6d) ^ (a >>> 15), 0x297a2d39) >>> 0;
const hashOf = (text: string): number => Array.from(text).reduce((hash, letter) => step(hash, letter.charCodeAt(0)), 0);
const nameKey = hashOf('name:');
const kindKey = hashOf('kind:');

/** Follows a text in bytes, at most `capacity` of them, with an eye for YAML: its lines, keys, and the names that it repeats. */
export function follow(capacity: number): History {
  const bytes = new Uint8Array(capacity);
  const seen = new Int32Array(1 << 16).fill(-1);
  const contexts = new Uint32Array(contextCount);
  const again = { byte: -1, length: 0 };
  const name = { byte: -1, spelled: 0, key: 0 };
  let at = 0;
  let from = 0; // where `again` reads on
  // Of the line that is being written: all of it, its key, the key without indentation, and what follows the key.
  let line = 0;
  let key = 0;
  let bare = 0;
  let value = 0;
  let above = 0;
  let inKey = true;
  let leading = true;
  let indent = 0;
  let kind = 0;
  const parents: number[] = [];
  let named: number[] = [];
  let naming: number[] = [];
  let spelled: number[] = [];

  const addToLine = (byte: number): void => {
    if (byte === newline) {
      if (bare === nameKey && naming.length > 0) named = naming;
      above = key === 0 ? line : key;
      line = key = bare = value = indent = 0;
      inKey = leading = true;
      naming = [];
      spelled = [];
      return;
    }
    line = step(line, byte);
    if (!inKey) {
      value = step(value, byte);
      if (bare === kindKey) kind = value;
      if (bare === nameKey && (byte !== space || naming.length > 0)) naming.push(byte);
    } else if (leading && (byte === space || byte === dash)) {
      indent += 1;
    } else {
      if (leading) parents.length = Math.min(parents.length, indent >> 1);
      leading = false;
      bare = step(bare, byte);
      if (byte === colon) {
        inKey = false;
        key = line;
        while (parents.length < indent >> 1) parents.push(0);
        parents[indent >> 1] = line;
      }
    }
    if (inWord(byte)) spelled.push(byte);
    else spelled = [];
  };

  const findAgain = (byte: number): void => {
    if (again.length > 0 && bytes[from] === byte) {
      again.length += 1;
      from += 1;
    } else again.length = 0;
    if (at >= shortest) {
      let hash = 0;
      for (let back = 1; back <= shortest; back += 1) hash = step(hash, bytes[at - back] ?? 0);
      const earlier = seen[hash >>> 16] ?? -1;
      if (again.length === 0 && earlier >= 0) {
        let length = 0;
        while (length < longest && earlier > length && bytes[earlier - length - 1] === bytes[at - length - 1])
          length += 1;
        if (length >= shortest) {
          again.length = length;
          from = earlier;
        }
      }
      seen[hash >>> 16] = at;
    }
    again.byte = again.length > 0 ? (bytes[from] ?? 0) : -1;
  };

  const look = (): void => {
    const last = (back: number): number => (at >= back ? (bytes[at - back] ?? 0) : 0);
    const three = last(1) | (last(2) << 8) | (last(3) << 16);
    contexts[0] = join(1, last(1));
    contexts[1] = join(2, last(1) | (last(2) << 8));
    contexts[2] = join(3, three);
    contexts[3] = join(4, three | (last(4) << 24));
    contexts[4] = join(join(7, line), above);
    contexts[5] = join(join(8, key), value);
    contexts[6] = join(join(join(11, kind), parents.at(-1) ?? 0), line);
    const fits = !inKey && named.length > 0 && spelled.length <= named.length;
    const spells = fits && spelled.every((byte, index) => byte === named[index]);
    name.byte = spells ? (named[spelled.length] ?? newline) : -1;
    name.spelled = spelled.length;
    name.key = key >>> 13;
  };

  look();
  return {
    contexts,
    again,
    name,
    add: (byte) => {
      bytes[at] = byte;
      at += 1;
      findAgain(byte);
      addToLine(byte);
      look();
    },
  };
}

/** Letters, digits, `-` and `_`: what names are made of. */
function inWord(byte: number): boolean {
  const letter = byte | 0x20;
  return (letter >= 97 && letter <= 122) || (byte >= 48 && byte <= 57) || byte === dash || byte === 95;
}
