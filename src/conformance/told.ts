import { callerSees, say, sayCheck, sayTerm } from '../content/locales/en.ts';
import type { Check, Outcome, Trace } from '../core/model/trace.ts';
import { tell } from '../core/story/tell.ts';

const outcomes = { passed: true, denied: true, undetermined: true, answer: true } as const satisfies Record<
  Outcome | 'answer',
  true
>;

/** A place where a value is missing. */
const hole = /\bundefined\b|\bNaN\b|\[object |^\s*$/;

/** What of a trace cannot be told: a word that is none of the model's, a sentence with a hole in it. */
export function untold(trace: Trace): readonly string[] {
  const { because, frames } = tell(trace);
  const said = [say(because), callerSees(trace.caller)];
  const problems: string[] = [];
  for (const { id, short, long, checks, asides, outcome } of frames) {
    said.push(say(short), say(long), ...[...checks, ...asides].flatMap(rows));
    if (!Object.hasOwn(outcomes, outcome)) problems.push(`${id}: no outcome is called ${outcome}`);
  }
  return [...problems, ...said.filter((text) => hole.test(text)).map((text) => `a sentence with a hole: ${text}`)];
}

function rows(check: Check): readonly string[] {
  const { name, note } = sayCheck(check);
  return [
    name,
    sayTerm(check.expected),
    sayTerm(check.actual),
    ...(note === null ? [] : [note]),
    ...check.children.flatMap(rows),
  ];
}
