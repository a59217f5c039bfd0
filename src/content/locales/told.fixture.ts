import { send } from '../../core/dataplane/send.ts';
import { authorizationPolicy, call, worldWith } from '../../core/dataplane/world.fixture.ts';
import type { Request } from '../../core/model/request.ts';
import type { Check } from '../../core/model/trace.ts';
import { tell } from '../../core/story/tell.ts';
import { say, sayCheck, sayTerm } from './en.ts';

/** A policy, a request, and what is told of the two. */
export interface Case {
  readonly what: string;
  readonly spec: string;
  readonly request?: Request;
  readonly told: readonly string[];
}

/** Each row that has something to say: met or not, its name, what it asks for, what there is, and why it does not count. */
function rows(check: Check): readonly string[] {
  const { name, note } = sayCheck(check);
  const { expected, actual, matched, children, kind } = check;
  const group = kind === 'from' || kind === 'to' || kind === 'when' || kind === 'rule' || kind === 'policy';
  const asks = expected.kind === 'any' ? '' : ` asks for ${sayTerm(expected)}, has ${sayTerm(actual)}`;
  const row = `${matched ? '✓' : '✕'} ${name}${asks}${note === null ? '' : `. ${note}`}`;
  const told = kind === 'value' && note === null ? [] : group && asks === '' && note === null ? [] : [row];
  return [...told, ...children.flatMap(rows)];
}

/** The sentence of the verdict, the plate under the gate, and the rows of the step that decided. */
export function story(spec: string, request: Request = call()): readonly string[] {
  const { because, plate, frames, verdictFrame, trace } = tell(
    send(worldWith(authorizationPolicy('p', spec)), request),
  );
  const decided =
    frames.find(({ id }) => id === verdictFrame && trace.verdict.kind === 'denied') ??
    frames.findLast(({ step }) => step.kind === 'rbac');
  const has =
    plate === null
      ? []
      : [`plate: ${plate.field} ${plate.negated ? 'not ' : ''}${plate.asks.join(', ')} / ${plate.has} +${plate.more}`];
  return [say(because), ...has, ...(decided?.checks.flatMap(rows) ?? [])];
}
