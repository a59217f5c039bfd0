import { callers } from './callers.ts';
import type { Lesson } from './lesson.ts';

/** Every lesson, in the order of the course: each has one new idea. */
export const lessons: readonly Lesson[] = [...callers];
