import type { Json, JsonObject } from '../model/json.ts';
import type { ApplicationTls } from '../model/request.ts';
import { readTexts } from './caller.ts';
import { isObject, type Problem, strangeKey } from './read.ts';
import type { ReadTarget } from './target.ts';

/** `tls: {sni, alpn}`: the application itself speaks TLS. An `https` url says so as well. */
export function readTls(json: Json | undefined, to: ReadTarget): { readonly tls: ApplicationTls | null } | Problem {
  if (json === undefined || json === null || json === false) return { tls: to.secure ? { sni: null, alpn: [] } : null };
  if (json === true) return { tls: { sni: null, alpn: [] } };
  if (!isObject(json)) return { problem: '`tls` is a map with sni and alpn', path: ['tls'] };
  const strange = strangeKey(json, ['sni', 'alpn'], ['tls']);
  if (strange !== null) return strange;
  const { sni = null } = json;
  if (sni !== null && typeof sni !== 'string') return { problem: '`sni` must be a text', path: ['tls', 'sni'] };
  const alpn = readTexts(json['alpn'] ?? []);
  return alpn === null ? { problem: '`alpn` must be a list of texts', path: ['tls', 'alpn'] } : { tls: { sni, alpn } };
}

export function writeTls({ sni, alpn }: ApplicationTls): JsonObject {
  return { ...(sni === null ? {} : { sni }), ...(alpn.length === 0 ? {} : { alpn }) };
}
