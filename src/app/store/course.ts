import { firstFrame, lastFrame } from '../../core/story/playhead.ts';
import { noteLesson } from './lesson.ts';
import { stepBack, stepForward } from './playhead.ts';
import type { State } from './state.ts';
import { useStore } from './store.ts';

/** One step on. On the wall, a lesson goes on from its last step: to the outcome, and to the next lesson. */
export function goOn(): void {
  if (isAt(useStore.getState(), lastFrame)) noteLesson({ move: 'next' });
  else stepForward();
}

/** One step back. On the wall, a lesson goes back from its first step to the lesson before. */
export function goBack(): void {
  if (isAt(useStore.getState(), firstFrame)) noteLesson({ move: 'back' });
  else stepBack();
}

function isAt({ lesson, view, good, frame, detail }: State, place: typeof lastFrame): boolean {
  const story = good?.evaluation.story ?? null;
  return lesson !== null && view === 'present' && story !== null && frame === place(story, detail);
}

/** A class's show of hands for one of the answers. */
export function countHands(answer: number, count: number): void {
  const { hands = [] } = useStore.getState().lesson ?? {};
  noteLesson({
    hands: Array.from({ length: Math.max(hands.length, answer + 1) }, (_, at) =>
      at === answer ? count : (hands[at] ?? 0),
    ),
  });
}
