import type { Invariant } from '../../model/invariant.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Goal, Limits, WrittenChallenge } from '../../model/lesson.ts';
import type { Request } from '../../model/request.ts';
import type { Path } from '../../model/resource.ts';
import { readTexts } from '../caller.ts';
import { isList, isObject, isProblem, type Problem, strangeKey } from '../read.ts';
import { readRequest } from '../request.ts';

/** More than these are no task, but a list. */
const mostGoals = 20;
const fields = ['title', 'brief', 'goals', 'hints', 'limits', 'solution'];

/** What goals can be about. */
interface About {
  readonly requests: readonly Request[];
  readonly invariants: readonly Invariant[];
}

/**
 * `challenge` of a Scenario. One that cannot be read in full is none: what is wrong is listed with its place, and the document
 * opens as any other.
 */
export function readChallenge(
  json: Json | undefined,
  at: Path,
  about: About,
  problems: Problem[],
): WrittenChallenge | null {
  if (json === undefined || json === null) return null;
  const read = readAll(json, about);
  if (!isProblem(read)) return read;
  problems.push({ ...read, path: [...at, ...read.path] });
  return null;
}

function readAll(json: Json, about: About): WrittenChallenge | Problem {
  if (!isObject(json))
    return { problem: '`challenge` is a map with `title`, `brief`, `goals`, `hints`, `solution`', path: [] };
  const strange = strangeKey(json, fields, []);
  if (strange !== null) return strange;
  const { title, brief = '', hints } = json;
  if (typeof title !== 'string' || title === '') return { problem: '`title` must be a text', path: ['title'] };
  if (typeof brief !== 'string') return { problem: '`brief` must be a text', path: ['brief'] };
  const [first, second, third, ...more] = (isList(hints) ? readTexts(hints) : null) ?? [];
  if (first === undefined || second === undefined || third === undefined || more.length > 0)
    return { problem: '`hints` are three texts: where to look, what is wrong, the edit', path: ['hints'] };
  const goals = readGoals(json['goals'], about);
  if ('problem' in goals) return goals;
  const limits = readLimits(json['limits']);
  if (limits !== null && 'problem' in limits) return limits;
  const solution = readSolution(json['solution']);
  if ('problem' in solution) return solution;
  return { title, brief, goals, hints: [first, second, third], limits, solution };
}

function readGoals(json: Json | undefined, about: About): WrittenChallenge['goals'] | Problem {
  if (!isList(json) || json.length > mostGoals)
    return { problem: `\`goals\` is a list of 1 to ${mostGoals} goals`, path: ['goals'] };
  const goals: Goal[] = [];
  for (const [index, item] of json.entries()) {
    const goal = readGoal(item, about);
    if ('problem' in goal) return { ...goal, path: ['goals', index, ...goal.path] };
    if (goals.some(({ text }) => text === goal.text))
      return { problem: 'two goals have the same text', path: ['goals', index, 'text'] };
    goals.push(goal);
  }
  const [first, ...others] = goals;
  return first === undefined ? { problem: '`goals` must not be empty', path: ['goals'] } : [first, ...others];
}

function readGoal(json: Json, about: About): Goal | Problem {
  if (!isObject(json)) return { problem: 'a goal is a map with `text`, `request` and `wants`', path: [] };
  const { text, invariant } = json;
  if (typeof text !== 'string' || text === '') return { problem: '`text` must be a text', path: ['text'] };
  if (invariant === undefined) return readExpectation(json, text, about);
  const strange = strangeKey(json, ['text', 'invariant'], []);
  if (strange !== null) return strange;
  const isKnown = about.invariants.some(({ id }) => id === invariant);
  return typeof invariant === 'string' && isKnown
    ? { text, invariant }
    : { problem: 'no invariant has this id', path: ['invariant'] };
}

function readExpectation(json: JsonObject, text: string, { requests }: About): Goal | Problem {
  const strange = strangeKey(json, ['text', 'request', 'wants', 'but'], []);
  if (strange !== null) return strange;
  const { request = null, wants, but } = json;
  if (wants !== 'allowed' && wants !== 'denied') return { problem: '`wants` is allowed or denied', path: ['wants'] };
  const others = but === undefined ? [] : isList(but) ? readTexts(but) : null;
  if (others === null) return { problem: '`but` is a list of workloads, `NAMESPACE/NAME`', path: ['but'] };
  const left = but === undefined ? {} : { but: others };
  if (typeof request === 'string') {
    if (!requests.some(({ id }) => id === request))
      return { problem: `no request has the id \`${request}\``, path: ['request'] };
    return { text, request, wants, ...left };
  }
  if (!isObject(request))
    return { problem: '`request` is the id of a request, or a request without id', path: ['request'] };
  const read = readRequest({ ...request, id: 'goal' });
  if (isProblem(read)) return { ...read, path: ['request', ...read.path] };
  return { text, request, wants, ...left };
}

function readLimits(json: Json | undefined): Limits | Problem | null {
  if (json === undefined || json === null) return null;
  if (!isObject(json)) return { problem: '`limits` is a map with `resources` and `leave`', path: ['limits'] };
  const strange = strangeKey(json, ['resources', 'leave'], ['limits']);
  if (strange !== null) return strange;
  const { resources, leave } = json;
  if (resources !== undefined && (typeof resources !== 'number' || !Number.isInteger(resources) || resources < 1))
    return { problem: '`resources` is a number from 1', path: ['limits', 'resources'] };
  const left = leave === undefined ? undefined : isList(leave) ? readTexts(leave) : null;
  if (left === null) return { problem: '`leave` is a list of namespaces', path: ['limits', 'leave'] };
  return { ...(resources === undefined ? {} : { resources }), ...(left === undefined ? {} : { leave: left }) };
}

function readSolution(json: Json | undefined): WrittenChallenge['solution'] | Problem {
  if (!isList(json) || json.length === 0)
    return { problem: '`solution` is a list of `{file, find, replace}`', path: ['solution'] };
  const edits: { readonly file: string; readonly find: string; readonly replace: string }[] = [];
  for (const [index, item] of json.entries()) {
    const { file, find, replace } = isObject(item) ? item : {};
    if (typeof file !== 'string' || typeof find !== 'string' || find === '' || typeof replace !== 'string')
      return { problem: 'an edit is `{file, find, replace}`, all texts', path: ['solution', index] };
    edits.push({ file, find, replace });
  }
  return edits;
}
