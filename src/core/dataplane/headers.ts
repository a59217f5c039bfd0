import { parseAddress } from '../controlplane/authorization/cidr.ts';
import type { HttpVersion } from '../model/request.ts';
import type { HttpHead, Packet } from '../model/trace.ts';

/**
 * The header lines that policies of a sidecar see, pseudo headers included, by lower-case name.
 * "Envoy has added its own by then: x-request-id, x-forwarded-proto, :scheme, x-forwarded-client-cert" (2.4).
 */
export function headerLines(
  http: HttpHead,
  packet: Packet,
  version: HttpVersion,
): ReadonlyMap<string, readonly string[]> {
  const lines = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    const key = name.toLowerCase();
    const known = lines.get(key);
    if (known) known.push(value);
    else lines.set(key, [value]);
  };
  const scheme = schemeOf(packet, version);
  add(':method', http.method);
  add(':path', http.path);
  add(':authority', http.authority);
  add(':scheme', scheme);
  for (const [name, value] of http.headers) add(name, value);
  if (!lines.has('x-request-id')) add('x-request-id', '00000000-0000-4000-8000-000000000000');
  if (!lines.has('x-forwarded-proto')) add('x-forwarded-proto', scheme);
  if (packet.peer !== null) add('x-forwarded-client-cert', `URI=spiffe://${packet.peer}`);
  return lines;
}

/** HTTP/1.1 has no scheme on the wire: `https` behind mTLS. HTTP/2 carries the one the client wrote, plain `http`. */
export function schemeOf(packet: Packet, version: HttpVersion): 'http' | 'https' {
  return packet.peer === null || version === '2' ? 'http' : 'https';
}

/** "Last (rightmost) address in X-Forwarded-For if it parses, otherwise the TCP peer" (2.5, sidecar HTTP). */
export function lastForwardedFor(headers: ReadonlyMap<string, readonly string[]>): string | null {
  const lines = headers.get('x-forwarded-for') ?? [];
  const last = lines.join(',').split(',').at(-1)?.trim() ?? '';
  return parseAddress(last) === null ? null : last;
}
