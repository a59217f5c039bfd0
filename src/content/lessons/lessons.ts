import { ambient } from './ambient.ts';
import { beyond } from './beyond.ts';
import { callers } from './callers.ts';
import { identity } from './identity.ts';
import type { Lesson } from './lesson.ts';
import { rules } from './rules.ts';

/**
 * Every lesson, in the order of the course: each has one new idea. Every part of the course ends in a review, where its ideas meet in one
 * mesh. A review after every third lesson would part what belongs together: identity, for one, takes five.
 */
export const lessons: readonly Lesson[] = [...callers, ...identity, ...rules, ...beyond, ...ambient];
