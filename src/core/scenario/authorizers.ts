import type { Authorizer } from '../controlplane/world.ts';
import { authorizerAnswers, type SaidAuthorizer } from '../model/authorizer.ts';
import type { Json } from '../model/json.ts';
import type { Path } from '../model/resource.ts';
import { isObject, isProblem, type Problem, strangeKey } from './read.ts';

const fields = ['answer', 'allowWhen', 'status', 'body', 'headers'];

/** `authorizers` of a Scenario, by provider: what each answers. */
export function readAuthorizers(json: Json | undefined, at: Path, problems: Problem[]): readonly SaidAuthorizer[] {
  if (json === undefined || json === null) return [];
  if (!isObject(json)) {
    problems.push({ problem: '`authorizers` is a map from providers to what they answer', path: at });
    return [];
  }
  return Object.entries(json).flatMap(([provider, value]) => {
    const said = readAuthorizer(provider, value);
    if (!isProblem(said)) return [said];
    problems.push({ ...said, path: [...at, provider, ...said.path] });
    return [];
  });
}

function readAuthorizer(provider: string, json: Json): SaidAuthorizer | Problem {
  if (!isObject(json)) return { problem: 'an authorizer is a map such as `{answer: allow}`', path: [] };
  const strange = strangeKey(json, fields, []);
  if (strange !== null) return strange;
  const allowWhen = readAllowWhen(json['allowWhen'] ?? null);
  if (allowWhen !== null && isProblem(allowWhen)) return allowWhen;
  const given = json['answer'] ?? (allowWhen === null ? null : 'deny');
  const answer = authorizerAnswers.find((each) => each === given);
  if (answer === undefined)
    return { problem: `\`answer\` is one of ${authorizerAnswers.join(', ')}`, path: ['answer'] };
  const { status = 403, body = '' } = json;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599)
    return { problem: '`status` is a number such as 403', path: ['status'] };
  if (typeof body !== 'string') return { problem: '`body` must be a text', path: ['body'] };
  const headers = json['headers'] ?? {};
  if (!isObject(headers)) return { problem: '`headers` is a map from names to values', path: ['headers'] };
  const lines: (readonly [string, string])[] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'object' && value !== null) return { problem: 'a header is a text', path: ['headers', name] };
    lines.push([name, String(value ?? '')]);
  }
  return { provider, answer, allowWhen, status, body, headers: lines };
}

function readAllowWhen(json: Json): SaidAuthorizer['allowWhen'] | Problem {
  const path = ['allowWhen'];
  if (json === null) return null;
  if (!isObject(json)) return { problem: '`allowWhen` is a map with `header` and perhaps `value`', path };
  const strange = strangeKey(json, ['header', 'value'], path);
  if (strange !== null) return strange;
  const { header, value = null } = json;
  if (typeof header !== 'string' || header === '')
    return { problem: '`header` must be a text', path: [...path, 'header'] };
  if (value !== null && typeof value === 'object')
    return { problem: '`value` must be a text', path: [...path, 'value'] };
  return { header, value: value === null ? null : String(value) };
}

/** Answers as the scenario says. Of a provider that it does not speak of, nobody knows. */
export function authorizerOf(said: readonly SaidAuthorizer[]): Authorizer {
  const byProvider = new Map(said.map((each) => [each.provider, each]));
  return (_server, _port, _protocol, headers, provider) => {
    const one = byProvider.get(provider);
    if (one === undefined) return { kind: 'unknown', why: 'notSaid' };
    switch (one.answer) {
      case 'down':
        return { kind: 'error' };
      case 'allow':
        return { kind: 'allow', headers: one.headers };
      case 'deny':
        return carries(headers, one.allowWhen)
          ? { kind: 'allow', headers: one.headers }
          : { kind: 'deny', status: one.status, body: one.body };
    }
  };
}

function carries(headers: readonly (readonly [string, string])[], wanted: SaidAuthorizer['allowWhen']): boolean {
  return (
    wanted !== null &&
    headers.some(
      ([name, value]) =>
        name.toLowerCase() === wanted.header.toLowerCase() && (wanted.value === null || wanted.value === value),
    )
  );
}
