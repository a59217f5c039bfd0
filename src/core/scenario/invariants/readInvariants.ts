import { type Demand, type Invariant, type InvariantKind, invariantKinds } from '../../model/invariant.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Request } from '../../model/request.ts';
import type { Path } from '../../model/resource.ts';
import { isList, isObject, isProblem, type Problem, strangeKey } from '../read.ts';
import { readRequest } from '../request.ts';
import { readAllowedCaller, readScope } from './scope.ts';

const inAll = ['id', 'title', 'kind'];

/** The fields of each kind, beside those of all. */
export const invariantFields = {
  flow: ['request', 'wants'],
  onlyCallers: ['to', 'port', 'callers'],
  mtls: ['to', 'port'],
  knownIdentity: ['to', 'port'],
  noPlaintext: ['within'],
  egress: ['from', 'hosts'],
} as const satisfies Record<InvariantKind, readonly string[]>;

/** `invariants` of a Scenario. One of an unknown kind is kept, and said; what cannot be read is left out, and said. */
export function readInvariants(
  json: Json | undefined,
  at: Path,
  requests: readonly Request[],
  problems: Problem[],
): readonly Invariant[] {
  if (json === undefined || json === null) return [];
  if (!isList(json)) {
    problems.push({ problem: '`invariants` must be a list', path: at });
    return [];
  }
  const seen = new Set<string>();
  return json.flatMap((item, index): readonly Invariant[] => {
    const read = readInvariant(item, index, requests);
    if (isProblem(read)) {
      problems.push({ ...read, path: [...at, index, ...read.path] });
      return [];
    }
    if (seen.has(read.id)) {
      problems.push({ problem: `two invariants have the id \`${read.id}\``, path: [...at, index, 'id'] });
      return [];
    }
    seen.add(read.id);
    if (read.demand.kind === 'unknown')
      problems.push({
        problem: `Hopwise knows no invariant of kind \`${read.demand.word}\`: it is kept and not checked; known are ${invariantKinds.join(', ')}`,
        path: [...at, index, 'kind'],
      });
    return [read];
  });
}

function readInvariant(json: Json, index: number, requests: readonly Request[]): Invariant | Problem {
  if (!isObject(json)) return { problem: 'an invariant is a map with `id` and `kind`', path: [] };
  const { id, title = '', kind: word } = json;
  if (typeof id !== 'string' || id === '') return { problem: '`id` must be a text', path: 'id' in json ? ['id'] : [] };
  if (typeof title !== 'string') return { problem: '`title` must be a text', path: ['title'] };
  if (typeof word !== 'string' || word === '')
    return { problem: `\`kind\` is one of ${invariantKinds.join(', ')}`, path: 'kind' in json ? ['kind'] : [] };
  const kind = invariantKinds.find((each) => each === word);
  if (kind === undefined) return { id, title, index, demand: { kind: 'unknown', word } };
  const strange = strangeKey(json, [...inAll, ...invariantFields[kind]], []);
  if (strange !== null) return strange;
  const demand = readDemand(kind, json, requests);
  return isProblem(demand) ? demand : { id, title, index, demand };
}

function readDemand(kind: InvariantKind, json: JsonObject, requests: readonly Request[]): Demand | Problem {
  switch (kind) {
    case 'flow':
      return readFlow(json, requests);
    case 'onlyCallers': {
      const target = readTarget(json);
      if (isProblem(target)) return target;
      const callers = readList(
        json,
        'callers',
        readAllowedCaller,
        '`namespace/workload`, `namespace`, `outside` or `*`',
      );
      return isProblem(callers) ? callers : { kind, ...target, callers: callers.items };
    }
    case 'mtls':
    case 'knownIdentity': {
      const target = readTarget(json);
      return isProblem(target) ? target : { kind, ...target };
    }
    case 'noPlaintext': {
      const within = readScope(json['within'] ?? '*');
      return within === null ? badScope(json, 'within') : { kind, within };
    }
    case 'egress': {
      const from = readScope(json['from']);
      if (from === null) return badScope(json, 'from');
      const hosts = readList(json, 'hosts', readHost, 'a host such as `api.github.com` or `*.github.com`');
      return isProblem(hosts) ? hosts : { kind, from, hosts: hosts.items };
    }
  }
}

function readFlow({ request, wants }: JsonObject, requests: readonly Request[]): Demand | Problem {
  if (wants !== 'allowed' && wants !== 'denied') return { problem: '`wants` is allowed or denied', path: ['wants'] };
  if (typeof request === 'string') {
    const asks = requests.find(({ id }) => id === request);
    if (asks !== undefined) return { kind: 'flow', request, wants, asks };
    return { problem: `no request has the id \`${request}\``, path: ['request'] };
  }
  if (!isObject(request))
    return { problem: '`request` is the id of a request, or one with `from` and `to`', path: ['request'] };
  const read = readRequest({ id: 'expected', ...request });
  return isProblem(read) ? { ...read, path: ['request', ...read.path] } : { kind: 'flow', request, wants, asks: read };
}

function readTarget(json: JsonObject) {
  const to = readScope(json['to']);
  if (to === null) return badScope(json, 'to');
  const { port = null } = json;
  if (port === null) return { to, port };
  return typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65535
    ? { to, port }
    : { problem: '`port` is a number from 1 to 65535', path: ['port'] };
}

function badScope(json: JsonObject, field: string): Problem {
  const path = field in json ? [field] : [];
  return {
    problem: `\`${field}\` is written \`namespace/workload\`, \`namespace\`, or \`*\` for all of the mesh`,
    path,
  };
}

/** Items of a list; wrapped, so that no list is taken for a problem. */
function readList<T>(
  json: JsonObject,
  field: string,
  read: (item: Json) => T | null,
  form: string,
): { readonly items: readonly T[] } | Problem {
  const list = json[field] ?? [];
  if (!isList(list)) return { problem: `\`${field}\` must be a list`, path: [field] };
  const items: T[] = [];
  for (const [index, item] of list.entries()) {
    const one = read(item);
    if (one === null) return { problem: `each of \`${field}\` is ${form}`, path: [field, index] };
    items.push(one);
  }
  return { items };
}

function readHost(json: Json): string | null {
  return typeof json === 'string' && /^(\*\.)?[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/i.test(json) ? json : null;
}
