import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that stays the same and does what `act` of the last picture does: for whoever draws anew for a new function. */
export function useLatest<Args extends unknown[], Result>(act: (...args: Args) => Result): (...args: Args) => Result {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
