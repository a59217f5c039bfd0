import { suggest } from '../../yaml/schema/suggest.ts';

/** How much two names look alike, from 0 (not at all) to 1: a slip of the finger, or the one within the other. */
export function likeness(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short === '') return 0;
  if (suggest(short, [long]) !== '') return 0.9;
  const parts = long.split(/[-._]/);
  return parts.includes(short) || long.startsWith(`${short}-`) || long.endsWith(`-${short}`) ? 0.5 : 0;
}
