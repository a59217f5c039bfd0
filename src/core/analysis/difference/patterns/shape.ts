import { type Characters, charactersOf, everyCharacter, placeOf } from './alphabet.ts';

/** What strings look like. */
export type Shape =
  /** No string at all. */
  | { readonly kind: 'never' }
  | { readonly kind: 'characters'; readonly of: Characters }
  /** One after the other; none: the empty string. */
  | { readonly kind: 'sequence'; readonly parts: readonly Shape[] }
  | { readonly kind: 'choice'; readonly parts: readonly Shape[] }
  /** `most` null: as often as you like. */
  | { readonly kind: 'repeat'; readonly part: Shape; readonly least: number; readonly most: number | null };

export const never: Shape = { kind: 'never' };
export const nothing: Shape = { kind: 'sequence', parts: [] };
export const anyText: Shape = {
  kind: 'repeat',
  part: { kind: 'characters', of: everyCharacter },
  least: 0,
  most: null,
};
export const someText: Shape = { ...anyText, least: 1 };

export function sequence(...parts: readonly Shape[]): Shape {
  return { kind: 'sequence', parts };
}

export function choice(...parts: readonly Shape[]): Shape {
  return { kind: 'choice', parts };
}

export function repeat(part: Shape, least = 0, most: number | null = null): Shape {
  return { kind: 'repeat', part, least, most };
}

export function characters(of: Characters): Shape {
  return { kind: 'characters', of };
}

/** Exactly this text; with `ignoreCase` in either case. `never` where it has a character that no request can have. */
export function text(value: string, ignoreCase = false): Shape {
  if (value.split('').some((character) => placeOf(character) < 0)) return never;
  const either = (character: string): string =>
    ignoreCase ? character.toLowerCase() + character.toUpperCase() : character;
  return sequence(...value.split('').map((character) => characters(charactersOf(either(character)))));
}
