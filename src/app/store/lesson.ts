import { useStore } from './store.ts';

/** Begins a lesson; an unknown one says so. What opens its first story is loaded when it is needed. */
export function startLesson(id: string): void {
  useStore.setState({ lesson: { id, stage: 'new', guess: null }, dialog: null, menu: null });
}
