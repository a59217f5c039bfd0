import type { Message, SentenceKey, SentenceMessage, StepKey, StepMessage } from '../../core/model/message.ts';
import type { CallerView } from '../../core/model/trace.ts';
import { answers } from './en/answers.ts';
import { steps } from './en/steps.ts';
import { verdict } from './en/verdict.ts';

export { sayCheck, sayTerm } from './en/checks.ts';
export { sayCondition } from './en/conditions.ts';
export { sayDiagnostic } from './en/diagnostics.ts';
export { logLine, logSays } from './en/logs.ts';
export { atPlace, placeName } from './en/places.ts';
export { sayTime } from './en/times.ts';

/** A message as an English sentence. Names stand in `**`, values of machines in backticks. */
export function say(message: Message): string {
  return message.form === 'sentence' ? saySentence(message) : sayStep(message);
}

function sayStep<K extends StepKey>({ form, key, args }: StepMessage<K>): string {
  return steps[key][form](args);
}

function saySentence<K extends SentenceKey>({ key, args }: SentenceMessage<K>): string {
  return verdict[key](args);
}

/** What the calling program shows: `403 RBAC: access denied`, or words with the error of curl. */
export function callerSees(view: CallerView): string {
  return answers(view).sees;
}
