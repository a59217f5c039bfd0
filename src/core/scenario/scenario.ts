import type { Json, JsonObject } from '../model/json.ts';
import type { Request } from '../model/request.ts';
import type { Path, Resource } from '../model/resource.ts';
import type { Scenario } from '../model/scenario.ts';
import { isList, isObject, isProblem, type Problem, strangeKey } from './read.ts';
import { readTexts } from './caller.ts';
import { readChallenge } from './challenge/readChallenge.ts';
import { readInvariants } from './invariants/readInvariants.ts';
import { readRequest } from './request.ts';
import { readAuthorizers } from './authorizers.ts';
import { readCertificates, readOutage } from './certificates.ts';
import { declaredNames, readTokens } from './tokens/readTokens.ts';
import { tokenNames } from './tokens/resolve.ts';

/** A scenario as far as it can be read; what cannot is left out and listed. Paths start at the document's root. */
export interface ReadScenario {
  readonly scenario: Scenario;
  readonly problems: readonly Problem[];
}

/** The time of day where a scenario says none: a fixed one, so that equal text gives equal stories. */
const noon = '2026-01-01T12:00:00Z';
const fields = [
  'title',
  'description',
  'clock',
  'opens',
  'tokens',
  'authorizers',
  'istiod',
  'certificates',
  'requests',
  'wanted',
  'invariants',
  'challenge',
  'positions',
  'mesh',
];

/** Reads the `kind: Scenario` document (hopwise.dev/v1); null gives an empty scenario. Never throws. */
export function readScenario(resource: Resource | null): ReadScenario {
  const problems: Problem[] = [];
  const spec = objectOf(resource?.body['spec'], ['spec'], problems);
  const strange = strangeKey(spec, fields, ['spec']);
  if (strange !== null) problems.push(strange);
  const text = (key: string, fallback: string): string => {
    const value = spec[key] ?? fallback;
    if (typeof value === 'string') return value;
    problems.push({ problem: `\`${key}\` must be a text`, path: ['spec', key] });
    return fallback;
  };
  const tokens = readTokens(spec['tokens'], ['spec', 'tokens'], problems);
  const requests = readRequests(spec['requests'], declaredNames(spec['tokens']), problems);
  const invariants = readInvariants(spec['invariants'], ['spec', 'invariants'], requests, problems);
  const opens = text('opens', '');
  if (opens !== '' && !requests.some(({ id }) => id === opens)) {
    problems.push({ problem: `no request has the id \`${opens}\``, path: ['spec', 'opens'] });
  }
  const clock = text('clock', noon);
  const known = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(clock) && !Number.isNaN(Date.parse(clock));
  if (!known) problems.push({ problem: '`clock` is a time such as 2026-01-01T12:00:00Z', path: ['spec', 'clock'] });
  const name = resource?.name ?? '';
  return {
    scenario: {
      name,
      title: text('title', name),
      description: text('description', '').trim(),
      clock: known ? clock : noon,
      opens: opens === '' ? null : opens,
      requests,
      wanted: readWanted(spec['wanted'], requests, problems),
      invariants,
      challenge: readChallenge(spec['challenge'], ['spec', 'challenge'], { requests, invariants }, problems),
      tokens,
      authorizers: readAuthorizers(spec['authorizers'], ['spec', 'authorizers'], problems),
      outage: readOutage(spec['istiod'], ['spec', 'istiod'], problems),
      certificates: readCertificates(spec['certificates'], ['spec', 'certificates'], problems),
      positions: readPositions(spec['positions'], problems),
      mesh: objectOf(spec['mesh'], ['spec', 'mesh'], problems),
    },
    problems,
  };
}

function objectOf(json: Json | undefined, path: Path, problems: Problem[]): JsonObject {
  if (json === undefined || json === null) return {};
  if (isObject(json)) return json;
  problems.push({ problem: `\`${String(path.at(-1))}\` must be a map`, path });
  return {};
}

function readRequests(json: Json | undefined, tokens: ReadonlySet<string>, problems: Problem[]): readonly Request[] {
  if (json === undefined || json === null) return [];
  const at: Path = ['spec', 'requests'];
  if (!isList(json)) {
    problems.push({ problem: '`requests` must be a list', path: at });
    return [];
  }
  const requests = new Map<string, Request>();
  for (const [index, item] of json.entries()) {
    const request = readRequest(item);
    if (isProblem(request)) problems.push({ ...request, path: [...at, index, ...request.path] });
    else if (requests.has(request.id)) {
      problems.push({ problem: `two requests have the id \`${request.id}\``, path: [...at, index, 'id'] });
    } else {
      requests.set(request.id, request);
      // Such a text would go over the wire as it stands.
      for (const name of tokenNames(request).filter((each) => !tokens.has(each)))
        problems.push({ problem: `no token has the name \`${name}\``, path: [...at, index] });
    }
  }
  return [...requests.values()];
}

function readWanted(json: Json | undefined, requests: readonly Request[], problems: Problem[]): Scenario['wanted'] {
  if (json === undefined || json === null) return null;
  const ids = readTexts(json);
  const path: Path = ['spec', 'wanted'];
  if (ids === null) {
    problems.push({ problem: '`wanted` must be a list of ids of requests', path });
    return null;
  }
  for (const [index, id] of ids.entries()) {
    if (requests.some((request) => request.id === id)) continue;
    problems.push({ problem: `no request has the id \`${id}\``, path: [...path, index] });
  }
  return ids;
}

function readPositions(json: Json | undefined, problems: Problem[]): Scenario['positions'] {
  const entries = Object.entries(objectOf(json, ['spec', 'positions'], problems));
  return Object.fromEntries(
    entries.flatMap(([node, value]) => {
      const { x, y } = isObject(value) ? value : {};
      if (typeof x === 'number' && typeof y === 'number') return [[node, { x, y }] as const];
      problems.push({ problem: 'a position is `{x: NUMBER, y: NUMBER}`', path: ['spec', 'positions', node] });
      return [];
    }),
  );
}
