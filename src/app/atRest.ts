import { useEffect } from 'react';

/** Long enough after the first story that nothing of it waits for what is fetched ahead. In ms. */
const rest = 1500;

/**
 * Fetches a chunk when the page has come to rest: it is at hand at once then, and there when there is no network any
 * more. What cannot be fetched now is asked for again when it is needed.
 * @param shown the story is on the screen
 * @param fetchAhead the same function at each render
 */
export function useAtRest(shown: boolean, fetchAhead: () => Promise<unknown>): void {
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => void fetchAhead().catch(() => undefined), rest);
    return () => clearTimeout(timer);
  }, [shown, fetchAhead]);
}
