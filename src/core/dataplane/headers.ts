import { parseAddress } from '../controlplane/authorization/cidr.ts';
import type { HttpVersion } from '../model/request.ts';
import type { HttpHead, Packet } from '../model/trace.ts';

/** The first line of a header, by lower-case name; null: none. */
export function headerValue(http: HttpHead, name: string): string | null {
  return http.headers.find(([given]) => given.toLowerCase() === name)?.[1] ?? null;
}

/** The lines of each header, by lower-case name. */
export type HeaderLines = ReadonlyMap<string, readonly string[]>;

/**
 * The header lines that policies of a sidecar see, pseudo headers included, by lower-case name.
 * "Envoy has added its own by then: x-request-id, x-forwarded-proto, :scheme" (2.4); x-forwarded-client-cert is among the given.
 */
export function headerLines(http: HttpHead, packet: Packet, version: HttpVersion): HeaderLines {
  const lines = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    const key = name.toLowerCase();
    const known = lines.get(key);
    if (known) known.push(value);
    else lines.set(key, [value]);
  };
  const scheme = schemeOf(http, packet, version);
  add(':method', http.method);
  add(':path', http.path);
  add(':authority', http.authority);
  add(':scheme', scheme);
  for (const [name, value] of http.headers) add(name, value);
  if (!lines.has('x-request-id')) add('x-request-id', '00000000-0000-4000-8000-000000000000');
  if (!lines.has('x-forwarded-proto')) add('x-forwarded-proto', scheme);
  return lines;
}

/**
 * HTTP/1.1 has no scheme on the wire: Envoy takes it from `x-forwarded-proto`, which the first proxy on the way sets,
 * else `https` behind mTLS. HTTP/2 carries the one the client wrote: plain `http`, or what the proxy before it took.
 */
export function schemeOf(http: HttpHead, packet: Packet, version: HttpVersion): 'http' | 'https' {
  const given = headerValue(http, 'x-forwarded-proto');
  if (given === 'http' || given === 'https') return given;
  if (version === '2') return 'http';
  return packet.peer === null ? 'http' : 'https';
}

/** "Last (rightmost) address in X-Forwarded-For if it parses, otherwise the TCP peer" (2.5, sidecar HTTP). */
export function lastForwardedFor(headers: HeaderLines): string | null {
  const lines = headers.get('x-forwarded-for') ?? [];
  const last = lines.join(',').split(',').at(-1)?.trim() ?? '';
  return parseAddress(last) === null ? null : last;
}

/** "Envoy has added its own by then: x-forwarded-proto" (2.4), of a connection without TLS. */
export function plainProto(http: HttpHead): HttpHead {
  if (headerValue(http, 'x-forwarded-proto') !== null) return http;
  return { ...http, headers: [...http.headers, ['x-forwarded-proto', 'http']] };
}
