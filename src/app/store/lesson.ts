import type { Lesson } from './state.ts';
import { useStore } from './store.ts';

/** What is known of somebody who takes a lesson, before anything has happened. It outlives the panes that show it: they come and go with the width of the window. */
export const untouched = { guess: null, asked: false, hints: 0, shown: false } as const satisfies Partial<Lesson>;

/** Begins a lesson; an unknown one says so. What opens its first story is loaded when it is needed. */
export function startLesson(id: string): void {
  useStore.setState({ lesson: { id, stage: 'new', ...untouched }, dialog: null, menu: null });
}

/** Notes something of the lesson that is being taken; without one nothing happens. */
export function noteLesson(change: Partial<Pick<Lesson, 'asked' | 'hints' | 'shown'>>): void {
  useStore.setState(({ lesson }) => (lesson === null ? {} : { lesson: { ...lesson, ...change } }));
}
