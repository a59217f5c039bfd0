import { labWords as words } from '../../content/locales/en/labs.ts';
import type { Lab, LabGoal } from '../../core/model/lab.ts';
import type { Challenge, Goal } from '../../core/model/lesson.ts';
import { callerName, requestWords, shortName } from '../../core/model/naming.ts';
import type { Request } from '../../core/model/request.ts';

/** A lab in words. */
export function challengeOfLab({ seed, fault, symptom, start, solution, goals }: Lab): Challenge {
  const [{ request }] = goals;
  const [first, ...others] = goals;
  return {
    title: words.title(seed),
    brief: words[symptom.change](firstOf(request), requestWords(request), targetOf(request)),
    goals: [goalOf(first), ...others.map(goalOf)],
    hints: words.hints(fault),
    limits: { resources: 1 },
    start,
    solution,
  };
}

function goalOf({ request, expects }: LabGoal): Goal {
  const [caller, asked, to] = [callerOf(request), requestWords(request), targetOf(request)];
  const { but, wants } = expects;
  if (but !== undefined) return { ...expects, text: words.nobodyBut(but.map(lastPart), asked, to) };
  const text = wants === 'allowed' ? words.can(caller, asked, to) : words.cannot(caller, asked, to);
  const token = tokenOf(request);
  return { ...expects, text: token === null ? text : words.withToken(text, token) };
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** At the beginning of a sentence. */
function firstOf(request: Request): string {
  const { caller } = request;
  return caller.kind === 'external' ? words.outsideFirst(caller.ip ?? '') : callerOf(request);
}

function callerOf(request: Request): string {
  const { caller } = request;
  return caller.kind === 'external' ? words.outside(caller.ip ?? '') : (callerName(request) ?? '');
}

/** `backend`, `api.github.com`: short for a service, whole for a host outside. */
function targetOf({ target }: Request): string {
  if (target.kind === 'workload') return shortName(target.workload);
  return target.port === 443 || target.via !== null ? target.host : (target.host.split('.')[0] ?? target.host);
}

function tokenOf({ payload }: Request): string | null {
  if (payload.kind !== 'http') return null;
  for (const [, value] of payload.headers) {
    const found = /\$\{token:([^}]+)\}/.exec(value)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}
