import type { Json, JsonObject } from '../model/json.ts';
import type { HttpVersion, Payload } from '../model/request.ts';
import { readTexts } from './caller.ts';
import { isObject, type Problem, strangeKey } from './read.ts';
import type { ReadTarget } from './target.ts';

type Headers = readonly (readonly [string, string])[];

/** `http: {…}` or `tcp: true`; HTTP, `GET /`, version 1.1, where nothing is said. */
export function readPayload(request: JsonObject, to: ReadTarget): Payload | Problem {
  const { tcp = false, http = null } = request;
  if (typeof tcp !== 'boolean') return { problem: '`tcp` is true or false', path: ['tcp'] };
  if (tcp && http !== null) return { problem: 'a request is `http` or `tcp`, not both', path: ['tcp'] };
  if (tcp) return { kind: 'tcp' };
  if (http !== null && !isObject(http)) {
    return { problem: '`http` is a map with method, path, host, headers, version', path: ['http'] };
  }
  return readHttp(http ?? {}, to);
}

function readHttp(json: JsonObject, to: ReadTarget): Payload | Problem {
  // `body` is accepted and left: no policy looks at it.
  const strange = strangeKey(json, ['method', 'path', 'host', 'headers', 'version', 'body'], ['http']);
  if (strange !== null) return strange;
  const { method = 'GET', path = to.path ?? '/', host = null } = json;
  if (typeof method !== 'string' || method === '')
    return { problem: '`method` must be a word such as GET', path: ['http', 'method'] };
  if (typeof path !== 'string' || path === '')
    return { problem: '`path` must be a text such as /', path: ['http', 'path'] };
  if (host !== null && typeof host !== 'string') return { problem: '`host` must be a text', path: ['http', 'host'] };
  const version = readVersion(json['version'] ?? '1.1');
  if (version === null) return { problem: "`version` is '1.1' or '2'", path: ['http', 'version'] };
  const headers = readHeaders(json['headers'] ?? {});
  if ('problem' in headers) return headers;
  return { kind: 'http', method, path, host, headers: headers.lines, version };
}

/** YAML reads an unquoted version as a number. */
function readVersion(json: Json): HttpVersion | null {
  if (json === '1.1' || json === 1.1) return '1.1';
  return json === '2' || json === 2 || json === '2.0' ? '2' : null;
}

/** `{name: value}`, or `{name: [value, …]}` for several lines of one name. */
function readHeaders(json: Json): { readonly lines: Headers } | Problem {
  if (!isObject(json)) return { problem: '`headers` is a map from names to values', path: ['http', 'headers'] };
  const lines: (readonly [string, string])[] = [];
  for (const [name, value] of Object.entries(json)) {
    const values = typeof value === 'object' && value !== null ? readTexts(value) : [String(value ?? '')];
    if (values === null) return { problem: 'a header is a text or a list of texts', path: ['http', 'headers', name] };
    for (const text of values) lines.push([name, text]);
  }
  return { lines };
}

export function writePayload(payload: Payload): JsonObject {
  if (payload.kind === 'tcp') return { tcp: true };
  const { method, path, host, headers, version } = payload;
  return {
    http: {
      method,
      path,
      ...(host === null ? {} : { host }),
      ...(headers.length === 0 ? {} : { headers: writeHeaders(headers) }),
      ...(version === '1.1' ? {} : { version }),
    },
  };
}

function writeHeaders(headers: Headers): JsonObject {
  const byName = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [value]);
    else known.push(value);
  }
  return Object.fromEntries(
    [...byName].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );
}
