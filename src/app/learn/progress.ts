import { create } from 'zustand';
import type { Lesson } from '../../content/lessons/lesson.ts';
import { lessons } from '../../content/lessons/lessons.ts';

/** How a lesson was finished: by oneself, or by looking at the solution. */
export type Finished = 'solved' | 'seen';
export type Progress = Readonly<Record<string, Finished>>;

const key = 'hopwise.progress';
const format = 'hopwise.progress/1';

interface ProgressState {
  readonly done: Progress;
  /** Whether the browser will remember it. */
  readonly isKept: boolean;
}

export const useProgress = create<ProgressState>()(() => load());

/** Notes that a lesson or a lab was finished; what was solved once stays solved. */
export function finish(id: string, how: Finished): void {
  merge({ [id]: how });
}

/** Where somebody goes on: after the last lesson that was finished, by oneself or not; at the end, at what was left out, and at what was only looked at. */
export function lessonToTake(done: Progress): Lesson | undefined {
  const last = lessons.findLastIndex(({ id }) => id in done);
  const open = (lesson: Lesson): boolean => !(lesson.id in done);
  return (
    lessons.slice(last + 1).find(open) ??
    lessons.find(open) ??
    lessons.find(({ id }) => done[id] !== 'solved') ??
    lessons[0]
  );
}

/** Progress as a file holds it. */
export function writeProgress(done: Progress): string {
  return `${JSON.stringify({ format, lessons: done }, null, 2)}\n`;
}

/** Progress from a file's text; null if it holds none. What is neither a lesson nor a lab is left out. */
export function readProgress(text: string): Progress | null {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || !('lessons' in value) || !('format' in value)) return null;
  if (value.format !== format || typeof value.lessons !== 'object' || value.lessons === null) return null;
  const found: [string, Finished][] = [];
  for (const [id, how] of Object.entries(value.lessons)) {
    const isKnown = lessons.some((lesson) => lesson.id === id) || /^lab-[1-9]\d{0,5}$/.test(id);
    if (isKnown && (how === 'solved' || how === 'seen')) found.push([id, how]);
  }
  return Object.fromEntries(found);
}

/** Takes over what a file says, on top of what there is. */
export function merge(more: Progress): void {
  const done = { ...useProgress.getState().done };
  for (const [id, how] of Object.entries(more)) if (done[id] !== 'solved') done[id] = how;
  useProgress.setState({ done, isKept: save(done) });
}

function load(): ProgressState {
  try {
    const text = localStorage.getItem(key);
    return { done: readProgress(text ?? '') ?? {}, isKept: true };
  } catch {
    return { done: {}, isKept: false };
  }
}

function save(done: Progress): boolean {
  try {
    localStorage.setItem(key, writeProgress(done));
    return true;
  } catch {
    return false; // storage is blocked or full
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
