import type {
  DoubtCode,
  Reach,
  ExactDifference,
  Literal,
  RequestClass,
  Senders,
  Unproved,
} from '../../../core/model/proof.ts';
import { requestWords } from '../../../core/model/naming.ts';
import type { Request } from '../../../core/model/request.ts';

/** A class of requests in words: `GET on /admin/* from any workload in shop`. */
export function sayClass({ senders, payload, literals }: RequestClass): string {
  const parts = payload === 'tcp' ? ['Bytes'] : [sayMethods(literals), ...sayPaths(literals)];
  const others = literals.filter(({ about }) => !['method', 'path', 'identity'].includes(about)).map(sayLiteral);
  const from = `from ${saySenders(senders, literals)}`;
  return [...parts, from, ...(others.length === 0 ? [] : [others.join(' and ')])].join(' ');
}

function sayMethods(literals: readonly Literal[]): string {
  const own = literals.filter(({ about }) => about === 'method');
  const taken = own.find(({ holds }) => holds);
  if (taken !== undefined) return either(taken.words.values);
  const left = own.flatMap(({ words }) => words.values);
  return left.length === 0 ? 'Any request' : `Any method but ${either(left)}`;
}

function sayPaths(literals: readonly Literal[]): readonly string[] {
  const own = literals.filter(({ about }) => about === 'path');
  const taken = own.filter(({ holds }) => holds).map(({ words }) => either(words.values));
  const left = own.filter(({ holds }) => !holds).flatMap(({ words }) => words.values);
  if (taken.length > 0)
    return [`on ${taken.join(' that is also ')}`, ...(left.length > 0 ? [`but not ${either(left)}`] : [])];
  return left.length > 0 ? [`on any path but ${either(left)}`] : [];
}

const partOf: Readonly<Record<string, string>> = {
  namespaces: 'an identity of namespace',
  serviceAccounts: 'the service account',
  trustDomains: 'an identity of trust domain',
};

function sayIdentity(literals: readonly Literal[]): string {
  const own = literals.filter(({ about }) => about === 'identity');
  const named = ({ words: { field, values } }: Literal): string =>
    `${partOf[field] ?? 'the identity'} ${either(values)}`;
  const taken = own.filter(({ holds }) => holds).map(named);
  const left = own.filter(({ holds }) => !holds).map(named);
  const whoever = taken.length === 0 ? 'any identity' : `whoever has ${taken.join(' and ')}`;
  return left.length === 0 ? whoever : `${whoever}, but not ${left.join(' or ')}`;
}

function saySenders(senders: Senders, literals: readonly Literal[]): string {
  switch (senders.kind) {
    case 'identities':
      return sayIdentity(literals);
    case 'tunnels':
      return `${sayIdentity(literals)}, through HBONE`;
    case 'nobody':
      return 'whoever has no certificate';
    case 'outside':
      return senders.tls ? 'outside in TLS' : 'outside';
    case 'workloads': {
      const { everyone, namespaces, named, count } = senders;
      if (everyone) return 'any workload';
      const parts = [...namespaces.map((namespace) => `any workload in ${namespace}`), ...named];
      const shown = parts.join(', ');
      return namespaces.length === 0 && count > named.length ? `${shown} and ${count - named.length} more` : shown;
    }
  }
}

function sayLiteral({ about, words: { field, values }, holds }: Literal): string {
  const list = either(values);
  if (about === 'address') return holds ? `at an address in ${list}` : `at no address in ${list}`;
  if (about === 'forwarding') return holds ? 'with x-forwarded-for' : 'without x-forwarded-for';
  if (about === 'forwarded') return holds ? `forwarded for ${list}` : `not forwarded for ${list}`;
  if (about === 'sni' && field === 'sniHosts')
    return holds ? `for server name ${list}` : `for another server name than ${list}`;
  if (about === 'host') return holds ? `for host ${list}` : `for another host than ${list}`;
  if (about === 'token' && field === 'issuer') return holds ? `with a token of ${list}` : `with no token of ${list}`;
  if (about === 'token' && field === 'token') return holds ? 'with a token' : 'without a token';
  if (about.startsWith('header:') || about.startsWith('sent:'))
    return sayHeader(about.slice(about.indexOf(':') + 1), values, holds);
  return holds ? `with ${field} ${list}` : `without ${field} ${list}`;
}

function sayHeader(name: string, values: readonly string[], holds: boolean): string {
  const any = values.length === 1 && values[0] === '*';
  if (any) return holds ? `with a header ${name}` : `without a header ${name}`;
  return holds ? `with ${name}: ${either(values)}` : `without ${name}: ${either(values)}`;
}

/** As many values are told. */
const mostValues = 4;

function either(values: readonly string[]): string {
  const told =
    values.length > mostValues ? [...values.slice(0, mostValues), `${values.length - mostValues} more`] : values;
  const last = told.at(-1) ?? '';
  return told.length > 1 ? `${told.slice(0, -1).join(', ')} or ${last}` : last;
}

/** `GET /admin/x`, with what else the example has. */
export function sayExample(request: Request): string {
  const { payload, caller } = request;
  const headers = payload.kind === 'http' ? payload.headers.map(([name, value]) => `${name}: ${shortened(value)}`) : [];
  const from =
    caller.kind === 'workload' ? caller.workload : caller.kind === 'peer' ? sayPeer(caller) : sayOutside(caller);
  return [requestWords(request), ...sayName(request), ...headers, `from ${from}`].join(', ');
}

function sayOutside(caller: Request['caller']): string {
  return caller.kind === 'external' && caller.ip !== null ? `${caller.ip} outside` : 'outside';
}

/** For whom somebody outside asks: the name decides where it goes. */
function sayName({ caller, payload, tls }: Request): readonly string[] {
  if (caller.kind !== 'external') return [];
  const host = payload.kind === 'http' && payload.host !== null ? [`host ${payload.host}`] : [];
  return tls === null || tls.sni === null || tls.sni === '' ? host : [...host, `server name ${tls.sni}`];
}

function sayPeer({ identity, ip, tunnel }: Extract<Request['caller'], { kind: 'peer' }>): string {
  if (identity === null) return `${ip ?? 'a client'} in plaintext`;
  return tunnel === true ? `${identity} through HBONE` : identity;
}

function shortened(value: string): string {
  return value.length > 40 ? `${value.slice(0, 24)}…` : value;
}

const why = {
  undetermined: (name) => `what is not modelled decides: ${name}`,
  authorizer: (name) => `an external authorizer of ${name} decides`,
  token: () => 'it hangs on tokens that cannot be made here',
  rewrite: (name) => `a route changes ${name} before a policy reads it`,
  header: (name) => `proxies write ${name} themselves`,
  query: (name) => `a route reads the parameter ${name} of the query`,
  pattern: (name) => `the pattern ${name} asks for more than one string can show`,
  tooLarge: (name) => `the patterns of ${name} are too large together`,
  tooMany: (name) => `there are more than ${name} classes`,
  place: (name) =>
    name === 'gateway'
      ? 'not all that may come to a gateway is asked, or known'
      : `a ${name} is on the way, whose rules are not taken apart`,
  chance: () => 'a proxy draws: only the usual branch was asked',
  network: (name) => `network policies may refuse all that ${name} would decide`,
  inner: () => 'the engine did not decide as its rules say, please report it',
} as const satisfies Record<DoubtCode, (name: string) => string>;

/** Why nothing is claimed. */
export function whyNotProved(code: DoubtCode, name: string): string {
  return why[code](name);
}

/** Why nothing is claimed of some requests. */
export function sayUnproved({ code, name, classes, targets }: Unproved): string {
  const where = targets === 1 ? '' : ` at ${targets} addresses`;
  return `${count(classes, 'class', 'classes')}${where}: ${why[code](name)}`;
}

/** What has been proved, in one sentence. */
export function sayProof({ counts, classes, unproved, targets, asked, alike }: ExactDifference): string {
  if (asked < targets) return `${asked} of ${targets} addresses asked`;
  const changed = counts.opened + counts.closed;
  const left = alike === 0 ? '' : `; ${count(alike, 'address is', 'addresses are')} configured alike`;
  const over = `${count(classes, 'class', 'classes')} of requests to ${count(targets - alike, 'address', 'addresses')}${left}`;
  if (unproved.length > 0) return `Not proved: ${sum(unproved)} of ${over} are in doubt`;
  if (changed === 0) return `Proved: no request ends otherwise (${over})`;
  const { opened, closed } = counts;
  const kinds = [opened > 0 ? `${opened} newly allowed` : '', closed > 0 ? `${closed} newly denied` : ''];
  return `Proved: ${kinds.filter((kind) => kind !== '').join(' and ')}, no other request changes (${over})`;
}

function sum(unproved: readonly Unproved[]): number {
  return unproved.reduce((all, { classes }) => all + classes, 0);
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Over which requests something is proved. */
export const proofSpace =
  'Asked are all requests of HTTP/1.1, and bytes, from every workload to every service by its name, from any identity or none straight at every pod but those of gateways and waypoints, and from outside through every gateway, in plaintext or in TLS for any server name. Paths as proxies read them when they are normalized, headers in printable ASCII, tokens where their issuer expects them. Not asked: TLS from outside that offers the protocols of the mesh, other Host headers of workloads, CORS preflights.';

export const proofWords = {
  all: 'All requests',
  asking: 'Asking about all requests…',
  failed: 'It could not be worked out. Close this, then try again.',
  stop: 'Stop',
  goOn: 'Go on',
  stoppedAtOnce: 'Stopped: nothing is said yet',
  stopped: (asked: number, targets: number): string =>
    `Stopped after ${asked} of ${targets} addresses: nothing is said of the others`,
  notProved: 'Not proved',
  play: 'Play',
  /** `name`: the class. */
  playNamed: (name: string): string => `Play an example: ${name}`,
  example: (request: string): string => `such as ${request}`,
  more: (number: number): string => `and ${number} more classes`,
  in: (side: 'A' | 'B', verdict: string): string => `in ${side} ${verdict}`,
} as const;

/** Who can reach a workload. */
export const reachWords = {
  title: (workload: string): string => `Who can reach ${workload}, exactly`,
  allowed: (number: number): string => `Let in · ${number}`,
  nobody: 'No request is let in.',
  soFar: 'None so far.',
  unknown: 'What an identity that nobody here has gets',
  nothing: 'Nothing: every request of it is refused.',
} as const;

/** How much was asked, and whether it is proved. */
export function sayReach({ classes, unproved, targets, asked }: Reach): string {
  if (asked < targets) return `${asked} of ${targets} addresses asked`;
  const over = `${count(classes, 'class', 'classes')} of requests`;
  return unproved.length === 0 ? `Proved over ${over}` : `Not proved: ${sum(unproved)} of ${over} are in doubt`;
}
