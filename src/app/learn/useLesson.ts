import type { Lesson } from '../../content/lessons/lesson.ts';
import type { Lesson as Taken } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { lessonOf } from './flow.ts';

/** The lesson that is being taken, and how far; null while none is. */
export function useLesson(): { readonly lesson: Lesson; readonly taken: Taken } | null {
  const taken = useStore((state) => state.lesson);
  const lesson = lessonOf(taken?.id);
  return taken === null || lesson === null || taken.stage === 'new' ? null : { lesson, taken };
}
