/** Patterns speak of printable ASCII: what a request line, a name or an identity is made of. */
const first = 0x20;
export const size = 0x7f - first;

/** A set of characters, by their place in the alphabet. */
export type Characters = Uint8Array;

/** The place of a character; -1: it is none of the alphabet. */
export function placeOf(character: string): number {
  const place = character.charCodeAt(0) - first;
  return character.length === 1 && place >= 0 && place < size ? place : -1;
}

export function characterAt(place: number): string {
  return String.fromCharCode(first + place);
}

const known = new Map<string, Characters>();

/** The characters of the alphabet that are in `text`: for equal texts the same set, which nobody changes. */
export function charactersOf(text: string): Characters {
  const before = known.get(text);
  if (before !== undefined) return before;
  const made = setOf(text);
  // Texts of this length are few.
  if (text.length <= 2) known.set(text, made);
  return made;
}

function setOf(text: string): Characters {
  const set = new Uint8Array(size);
  for (const character of text.split('')) if (placeOf(character) >= 0) set[placeOf(character)] = 1;
  return set;
}

/** Both ends included. */
export function charactersFrom(from: string, to: string): Characters {
  const set = new Uint8Array(size);
  for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code += 1) {
    const place = placeOf(String.fromCharCode(code));
    if (place >= 0) set[place] = 1;
  }
  return set;
}

export function allBut(set: Characters): Characters {
  return set.map((member) => (member === 0 ? 1 : 0));
}

export function bothSets(a: Characters, b: Characters): Characters {
  return a.map((member, place) => (member === 1 || b[place] === 1 ? 1 : 0));
}

export const everyCharacter: Characters = new Uint8Array(size).fill(1);

const likes = 'abcdefghijklmnopqrstuvwxyz0123456789/-._ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Places from the character that reads best in an example to the one that reads worst. */
export const byLiking: readonly number[] = [
  ...new Set([...likes.split('').map(placeOf), ...Array.from({ length: size }, (_, place) => place)]),
];
