import { useEffect, useState } from 'react';
import type { Challenge, Grade } from '../../core/model/lesson.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { engine } from '../engine/client.ts';
import { useStore } from '../store/store.ts';

interface Graded {
  readonly document: HopwiseDocument;
  readonly grades: readonly Grade[];
}

/** What has become of each goal in the document on show; null until the engine has answered for it the first time. */
export function useGrades({ start, goals }: Challenge): {
  readonly grades: readonly Grade[] | null;
  readonly isCurrent: boolean;
  /** The text cannot be read at the moment: the grades are of the last one that could. */
  readonly isBroken: boolean;
} {
  // Asked for once the story of the newest text is there: that comes first. While somebody types, most texts cannot be read.
  const document = useStore((state) => state.good?.version.document ?? null);
  const isBroken = useStore((state) => state.latest?.evaluation.broken != null);
  const [graded, setGraded] = useState<Graded | null>(null);
  useEffect(() => {
    if (document === null) return;
    let outdated = false;
    void engine.grade(document, start, goals).then((outcome) => {
      if (!outdated && outcome.kind === 'answer') setGraded({ document, grades: outcome.value });
    });
    return () => {
      outdated = true;
    };
  }, [document, start, goals]);
  const isCurrent = !isBroken && graded !== null && graded.document === document;
  return { grades: graded?.grades ?? null, isCurrent, isBroken };
}
