import type { Answer } from '../model/lesson.ts';
import type { Verdict } from '../model/trace.ts';

/** Whether a request ended as an answer said it would. */
export function isRight({ verdict, at }: Answer, ended: Verdict): boolean {
  if (ended.kind !== verdict) return false;
  return at === undefined || (ended.kind === 'denied' && ended.step.endsWith(at));
}
