import { hostCovers } from './visibility.ts';

/** Whether a host pattern covers a host or another, narrower pattern. */
export function covers(pattern: string, host: string): boolean {
  return pattern === host || hostCovers(pattern, host);
}

/** "Exact, else the longest wildcard, else `*`": the entry for a host or server name, or null. */
export function mostSpecific<T>(entries: readonly (readonly [pattern: string, value: T])[], name: string): T | null {
  let best: readonly [string, T] | null = null;
  for (const entry of entries) {
    const [pattern] = entry;
    if (!covers(pattern, name)) continue;
    if (pattern === name) return entry[1];
    if (best === null || pattern.length > best[0].length) best = entry;
  }
  return best?.[1] ?? null;
}
