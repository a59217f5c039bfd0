import { useState } from 'react';
import { reuse } from './reuse.ts';

/** `next`, where every part that is as it was at the render before is the same object: who draws it can tell. */
export function useReused<T>(next: T): T {
  const [take] = useState(() => keeping(next));
  return take(next);
}

function keeping<T>(first: T): (next: T) => T {
  let last = first;
  return (next) => {
    last = reuse(last, next);
    return last;
  };
}
