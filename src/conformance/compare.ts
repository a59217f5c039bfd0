import type { Json, JsonObject } from '../core/model/json.ts';
import { withRecordedDenial } from './denials.ts';
import { list, object } from './vector.ts';

/** One field of one request where the engine and the record differ. */
export interface Disagreement {
  readonly field: string;
  readonly expected: string;
  readonly actual: string;
}

const strict = ['outcome', 'status', 'deniedBy'] as const;
const headersOfInterest =
  /^(authorization|x-forwarded-for|www-authenticate|location|x-jwt|x-claim|x-payload|x-ext-authz)/i;

/** Compares what the engine says with what was recorded, as the vectors' README asks for each field. */
export function compare(expected: JsonObject, said: JsonObject): readonly Disagreement[] {
  const actual = withRecordedDenial(expected, said);
  const found: Disagreement[] = [];
  const differ = (field: string, a: Json | undefined, b: Json | undefined): void => {
    if (canonical(a) !== canonical(b)) found.push({ field, expected: show(a), actual: show(b) });
  };
  for (const field of strict) {
    // "`allowed` with status 400 is the echo server's."
    if (field === 'status' && expected['outcome'] === 'allowed' && expected['status'] === 400) continue;
    differ(field, expected[field], actual[field]);
  }
  // The allowing rule and shadow verdicts are told by the connection manager's log line alone: none over TCP, none where the TLS inspector's
  // noise on plaintext came last. Absent means not recorded.
  for (const field of ['allowedBy', 'dryRun']) if (field in expected) differ(field, expected[field], actual[field]);
  // "Body only where the application was not reached."
  if (!('reached' in expected)) differ('body', expected['body'] ?? '', actual['body'] ?? '');
  if ('headers' in expected) differ('headers', interesting(expected['headers']), interesting(actual['headers']));
  compareReached(expected['reached'], actual['reached'], differ);
  if ('hops' in expected) compareHops(list(expected['hops']), list(actual['hops']), differ);
  return found;
}

type Differ = (field: string, expected: Json | undefined, actual: Json | undefined) => void;

function compareReached(expected: Json | undefined, actual: Json | undefined, differ: Differ): void {
  if (expected === undefined && actual === undefined) return;
  if (expected === undefined || actual === undefined) return differ('reached', expected, actual);
  const a = object(expected, 'reached');
  const b = object(actual, 'reached');
  // `partial` is the echo server's own doing: it could not tell all that it saw.
  const fields = ['workload', 'port'];
  if (a['partial'] !== true) fields.push('tls', 'peer', 'method', 'path', 'host', 'xfcc', 'gone');
  for (const field of fields) {
    differ(`reached.${field}`, a[field], b[field]);
  }
  if ('headers' in a) differ('reached.headers', interesting(a['headers']), interesting(b['headers']));
}

/** Per proxy and side: the set of log lines. Retries repeat a line; listener lines count only when flagged NR. */
function compareHops(expected: readonly Json[], said: readonly Json[], differ: Differ): void {
  const actual = said.filter((hop) => !isPooled(hop, expected));
  const lines = (hops: readonly Json[]): string[] => {
    const seen = new Set<string>();
    for (const entry of hops) {
      const hop = object(entry, 'a hop');
      if (hop['log'] === 'listener' && hop['flags'] !== 'NR') continue;
      seen.add(lineKey(hop));
    }
    return [...seen].sort();
  };
  differ('hops', lines(expected), lines(actual));
}

/** Ambient: "missing inbound hops come from pooled connections". */
function isPooled(hop: Json, recorded: readonly Json[]): boolean {
  const { proxy, side, log, details } = object(hop, 'a hop');
  if (log !== 'ztunnel' || side !== 'inbound' || details !== undefined) return false;
  return !recorded.some((each) => {
    const line = object(each, 'a hop');
    return line['proxy'] === proxy && line['side'] === side;
  });
}

/** Ambient: "details that begin with send:, receive: or while closing connection: are noise". */
function detailsOf({ log, details }: JsonObject): Json | undefined {
  const noise =
    log === 'ztunnel' && typeof details === 'string' && /^(send|receive|while closing connection):/.test(details);
  return noise ? undefined : details;
}

function lineKey(hop: JsonObject): string {
  const given = hop['flags'];
  const flags = (typeof given === 'string' ? given : '')
    .split(',')
    .filter((flag) => flag !== '')
    .sort();
  const { proxy, side, log, connEnd, cluster, route } = hop;
  return canonical({
    proxy,
    side,
    log,
    flags,
    details: detailsOf(hop),
    connEnd,
    cluster,
    route,
    status: hop['status'],
  });
}

function interesting(json: Json | undefined): Json {
  return Object.fromEntries(Object.entries(object(json, 'headers')).filter(([name]) => headersOfInterest.test(name)));
}

type Loose = Json | undefined | { readonly [key: string]: Loose } | readonly Loose[];

function canonical(json: Loose): string {
  if (json === undefined) return 'undefined';
  if (json === null || typeof json !== 'object') return JSON.stringify(json);
  if (Array.isArray(json)) return `[${json.map((item: Loose) => canonical(item)).join(',')}]`;
  const entries = Object.entries(json).filter(([, value]) => value !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}:${canonical(value)}`)
    .join(',')}}`;
}

function show(json: Json | undefined): string {
  return json === undefined ? '(absent)' : JSON.stringify(json);
}
