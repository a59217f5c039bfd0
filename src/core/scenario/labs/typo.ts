import type { Random } from './random.ts';

/** A word as somebody in a hurry types it: two letters in the wrong order. */
export function typo(word: string, random: Random): string {
  const places = Array.from({ length: word.length }, (_, index) => index).filter(
    (index) => index > 0 && word[index] !== word[index - 1],
  );
  const at = places[Math.floor(random() * places.length)] ?? 1;
  return word.slice(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.slice(at + 1);
}
