import { useEffect, useState } from 'react';
import type { teach } from '../../content/locales/en/lint.ts';

export type Teach = typeof teach;

/** The words about problems, loaded when there is one; null until then. */
export function useTeaching(needed: boolean): Teach | null {
  const [words, setWords] = useState<{ readonly teach: Teach } | null>(null);
  useEffect(() => {
    if (needed && words === null) void import('../../content/locales/en/lint.ts').then(setWords);
  }, [needed, words]);
  return words?.teach ?? null;
}
