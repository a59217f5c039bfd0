import { useState } from 'react';
import { reuse } from './reuse.ts';

/** `next`, where every part that is as it was at the render before is the same object: who draws it can tell. */
export function useReused<T>(next: T): T {
  const [memory] = useState({ last: next });
  memory.last = reuse(memory.last, next);
  return memory.last;
}
