import { useMemo } from 'react';
import type { Lesson } from '../../content/lessons/lesson.ts';
import type { Challenge } from '../../core/model/lesson.ts';
import type { Lesson as Taken } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { lessonOf } from './flow.ts';
import { challengeOf } from './lessonDocument.ts';

/** The lesson that is being taken, and how far; null while none is, or what is being done is no lesson. */
export function useLesson(): { readonly lesson: Lesson; readonly taken: Taken } | null {
  const taken = useStore((state) => state.lesson);
  const lesson = lessonOf(taken?.id);
  return taken === null || lesson === null || taken.stage === 'new' ? null : { lesson, taken };
}

/** What there is to do; null while nobody does anything. */
export function useChallenge(): { readonly challenge: Challenge; readonly taken: Taken } | null {
  const taken = useStore((state) => state.lesson);
  const challenge = useMemo(() => {
    const lesson = lessonOf(taken?.id);
    return taken?.own ?? (lesson === null ? null : challengeOf(lesson));
  }, [taken?.own, taken?.id]);
  return taken === null || challenge === null || taken.stage !== 'do' ? null : { challenge, taken };
}
