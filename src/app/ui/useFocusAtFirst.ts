import { type RefObject, useEffect } from 'react';

/**
 * Where the focus is when a view has taken the place of another, whose parts had it: at its main part, so that Tab and a
 * screen reader go on from there.
 */
export function useFocusAtFirst(at: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (document.activeElement === document.body) at.current?.focus({ preventScroll: true });
  }, [at]);
}
