import { useEffect } from 'react';
import type { Lesson as Taken } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { watch, watchLeaving } from './flow.ts';
import { openLab } from './labs.ts';
import { openOwn } from './own.ts';

/** Opens what is to be begun, and ends it where somebody opens something else. */
export function useOpening(): void {
  const wanted = useStore(({ lesson }) => (lesson?.stage === 'new' ? lesson : null));
  useEffect(watchLeaving, []);
  useEffect(() => {
    if (wanted !== null) open(wanted);
  }, [wanted]);
}

function open(taken: Taken): void {
  if (taken.source !== null) void openOwn(taken, taken.source);
  else if (taken.id.startsWith('lab-')) void openLab(taken);
  else watch(taken.id);
}
