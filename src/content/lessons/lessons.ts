import { ambient } from './ambient.ts';
import { beyond } from './beyond.ts';
import { callers } from './callers.ts';
import { identity } from './identity.ts';
import type { Lesson } from './lesson.ts';
import { rules } from './rules.ts';

/** Every lesson, in the order of the course: each has one new idea. */
export const lessons: readonly Lesson[] = [...callers, ...identity, ...rules, ...beyond, ...ambient];
