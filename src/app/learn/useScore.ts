import { useEffect, useState } from 'react';
import type { Challenge, Score } from '../../core/model/lesson.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { engine } from '../engine/client.ts';
import { useStore } from '../store/store.ts';

interface Scored {
  readonly document: HopwiseDocument;
  readonly score: Score;
}

/** How the document on show compares with the solution, once it is worked out; null as long as nobody asks. */
export function useScore({ start, solution, limits }: Challenge, isAsked: boolean): Score | null {
  const document = useStore((state) => state.good?.version.document ?? null);
  const [scored, setScored] = useState<Scored | null>(null);
  useEffect(() => {
    if (document === null || !isAsked) return;
    let outdated = false;
    void engine.score({ start, solution, limits }, document).then((outcome) => {
      if (!outdated && outcome.kind === 'answer') setScored({ document, score: outcome.value });
    });
    return () => {
      outdated = true;
    };
  }, [document, start, solution, limits, isAsked]);
  return isAsked && scored !== null && scored.document === document ? scored.score : null;
}
