import { wallWords as words } from '../../../content/locales/en/wall.ts';
import { lessons } from '../../../content/lessons/lessons.ts';
import { noteLesson } from '../../store/lesson.ts';
import { useStore } from '../../store/store.ts';
import { showToast } from '../../store/toast.ts';
import { lessonOf, predict, watch } from '../flow.ts';

/** Through the whole course: from a question to its outcome, from there to the next lesson; back to the one before. */
export function move(wanted: 'next' | 'back'): void {
  const { lesson: taken } = useStore.getState();
  const lesson = lessonOf(taken?.id);
  noteLesson({ move: null });
  if (taken === null || lesson === null) return;
  if (wanted === 'next' && taken.stage === 'predict') {
    if (taken.asked) predict(favourite(taken.hands));
    return;
  }
  const at = lessons.indexOf(lesson);
  const other = wanted === 'back' && taken.stage !== 'predict' ? lesson : lessons[at + (wanted === 'next' ? 1 : -1)];
  if (other !== undefined) watch(other.id);
  else if (wanted === 'next') showToast(words.end);
}

/** The answer that most hands were for. */
function favourite(hands: readonly number[]): number {
  return Math.max(0, hands.indexOf(Math.max(...hands, 0)));
}
