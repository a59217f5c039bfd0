import type { Json, JsonObject } from '../model/json.ts';
import type { Target } from '../model/request.ts';
import { readWorkload } from './caller.ts';
import { isObject, type Problem, strangeKey } from './read.ts';

/** Whom a request dials, with what a `url` says beside host and port. */
export interface ReadTarget {
  readonly target: Target;
  /** The path of a `url`. */
  readonly path: string | null;
  /** An `https` url: the application itself speaks TLS. */
  readonly secure: boolean;
}

const forms = '`host` and `port`, `workload` and `port`, or `url`';

/** `to`: whom it dials. */
export function readTarget(json: Json | undefined): ReadTarget | Problem {
  if (!isObject(json)) return { problem: `\`to\` must say whom it dials: ${forms}`, path: ['to'] };
  const strange = strangeKey(json, ['host', 'port', 'via', 'workload', 'url'], ['to']);
  if (strange !== null) return strange;
  const named = ['host', 'workload', 'url'].filter((key) => key in json);
  if (named.length !== 1) return { problem: `\`to\` must have ${forms}`, path: ['to'] };
  const { via = null } = json;
  if (via !== null && typeof via !== 'string')
    return { problem: '`via` names a service: namespace/name', path: ['to', 'via'] };
  if (json['url'] !== undefined) return readUrl(json['url'], via);
  const port = readPort(json['port']);
  if (port === null)
    return { problem: '`port` is a number from 1 to 65535', path: 'port' in json ? ['to', 'port'] : ['to'] };
  const { host, workload } = json;
  if (workload !== undefined) {
    const id = readWorkload(workload);
    if (id === null) return { problem: '`workload` is written namespace/name', path: ['to', 'workload'] };
    return { target: { kind: 'workload', workload: id, port }, path: null, secure: false };
  }
  if (typeof host !== 'string' || host === '')
    return { problem: '`host` must be a name or an address', path: ['to', 'host'] };
  return { target: { kind: 'host', host, port, via }, path: null, secure: false };
}

function readPort(json: Json | undefined): number | null {
  return typeof json === 'number' && Number.isInteger(json) && json >= 1 && json <= 65535 ? json : null;
}

/** `http://backend.payments:8080/charges` */
function readUrl(json: Json, via: string | null): ReadTarget | Problem {
  const bad: Problem = { problem: '`url` is written http://HOST:PORT/PATH', path: ['to', 'url'] };
  const parts =
    typeof json === 'string' ? /^(https?):\/\/(\[[^\]]+\]|[^/?#:\s]+)(?::(\d+))?([/?][^#\s]*)?$/i.exec(json) : null;
  const [, scheme = '', host, given, path = '/'] = parts ?? [];
  if (host === undefined) return bad;
  const secure = scheme.toLowerCase() === 'https';
  const port = given === undefined ? (secure ? 443 : 80) : readPort(Number(given));
  if (port === null) return bad;
  const target: Target = { kind: 'host', host: host.replace(/^\[|\]$/g, ''), port, via };
  return { target, path: path.startsWith('/') ? path : `/${path}`, secure };
}

export function writeTarget(target: Target): JsonObject {
  if (target.kind === 'workload') return { workload: target.workload, port: target.port };
  const { host, port, via } = target;
  return { host, port, ...(via === null ? {} : { via }) };
}
