import { suggest } from '../../yaml/schema/suggest.ts';

/** How much two names look alike, from 0 (not at all) to 1: a slip of the finger, or the one within the other. */
export function likeness(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short === '') return 0;
  if (suggest(short, [long]) !== '') return 0.9;
  const parts = long.split(/[-._]/);
  return parts.includes(short) || long.startsWith(`${short}-`) || long.endsWith(`-${short}`) ? 0.5 : 0;
}
/** The name that was probably meant: the one that looks most alike; null if none does. */
export function nearestName(name: string, names: Iterable<string>): string | null {
  let best: string | null = null;
  let most = 0;
  for (const each of names) {
    const like = likeness(name, each);
    if (like > most) [best, most] = [each, like];
  }
  return best;
}
