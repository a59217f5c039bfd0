import { createPublicKey, verify } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../../core/model/json.ts';
import { at, labelsMatch, map, maps, text, texts } from './json.ts';
import type { Mesh, Pod } from './mesh.ts';

/** What the JWT filter makes of a request. */
export type TokenResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'accepted'; readonly claims: JsonObject; readonly forwarded: boolean }
  | { readonly kind: 'rejected' };

/** The time of day in random worlds. */
const now = Date.parse('2026-01-01T00:00:00Z') / 1000;

/**
 * "none at any location: accepted, no identity · valid for some rule: accepted · bad for every rule that looks: rejected";
 * every rule looks at `Authorization: Bearer`.
 */
export function readToken(mesh: Mesh, pod: Pod, headers: readonly (readonly [string, string])[]): TokenResult {
  const rules = mesh.requestAuthentications
    .filter((policy) => attached(mesh, policy, pod))
    .flatMap((policy) => maps(at(policy, 'spec', 'jwtRules')))
    // "Concatenated, stable-sorted by issuer."
    .toSorted((a, b) => (text(a['issuer']) < text(b['issuer']) ? -1 : text(a['issuer']) > text(b['issuer']) ? 1 : 0));
  const value = headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
  // "Header without the prefix counts as no token."
  if (rules.length === 0 || !value.includes('Bearer ')) return { kind: 'none' };
  const token = value.slice(value.indexOf('Bearer ') + 'Bearer '.length).trim();
  const claims = claimsOf(token);
  const rule = claims === null ? undefined : rules.find((each) => isValid(token, claims, each));
  if (claims === null || rule === undefined) return { kind: 'rejected' };
  return { kind: 'accepted', claims: split(claims), forwarded: rule['forwardOriginalToken'] === true };
}

function attached({ root }: Mesh, policy: JsonObject, pod: Pod): boolean {
  const namespace = at(policy, 'metadata', 'namespace');
  if (namespace !== root && namespace !== pod.namespace) return false;
  return labelsMatch(map(at(policy, 'spec', 'selector', 'matchLabels')), pod.labels);
}

function claimsOf(token: string): JsonObject | null {
  const [, payload, , more] = token.split('.');
  if (payload === undefined || more !== undefined) return null;
  const json: Json = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  return isObject(json) ? json : null;
}

/** "Issuer → expiry (60 s clock skew) → audience → signature." */
function isValid(token: string, claims: JsonObject, rule: JsonObject): boolean {
  const { exp, aud } = claims;
  if (claims['iss'] !== rule['issuer']) return false;
  if (typeof exp === 'number' && exp + 60 < now) return false;
  // "Strips `http://` or `https://` and one trailing `/` on both sides."
  const bare = (audience: string): string => audience.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const wanted = texts(rule['audiences']).map(bare);
  const given = (typeof aud === 'string' ? [aud] : texts(aud)).map(bare);
  if (wanted.length > 0 && !given.some((audience) => wanted.includes(audience))) return false;
  const [head = '', payload = '', signature = ''] = token.split('.');
  const { keys }: { keys: JsonWebKey[] } = JSON.parse(text(rule['jwks']));
  const { kid }: { kid: string } = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'));
  return keys
    .filter((key) => 'kid' in key && key.kid === kid)
    .some((key) =>
      verify(
        null,
        Buffer.from(`${head}.${payload}`),
        createPublicKey({ key: { ...key }, format: 'jwk' }),
        Buffer.from(signature, 'base64url'),
      ),
    );
}

/** "Claims named `scope`, `permission` are split on spaces at the JWT filter and stored as lists." */
function split(claims: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]): readonly [string, Json] =>
      typeof value === 'string' && ['scope', 'permission'].includes(name)
        ? [name, value.split(' ').filter((word) => word !== '')]
        : [name, value],
    ),
  );
}
