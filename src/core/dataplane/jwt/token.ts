import { isList, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { decodeBase64Url, utf8 } from './base64.ts';

export interface ParsedToken {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** The payload section as it was sent. */
  readonly payload: string;
  /** `header.payload`, the bytes that are signed. */
  readonly signed: string;
  readonly signature: Uint8Array;
}

export const malformed = 'Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections';

/** Parses a compact JWT, or says what Envoy answers (6.3). */
export function parseToken(text: string): ParsedToken | { readonly error: string } {
  // "Empty signature, or four parts: as malformed." Empty parts do not count: a dot too many is no error.
  const parts = text.split('.').filter((part) => part !== '');
  const [header = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3) return { error: malformed };
  const head = section(header, 'header');
  if ('error' in head) return head;
  const badHeader = headerError(head.json);
  if (badHeader) return { error: badHeader };
  const body = section(payload, 'payload');
  if ('error' in body) return body;
  const badClaim = claimError(body.json);
  if (badClaim) return { error: badClaim };
  const bytes = decodeBase64Url(signature);
  if (bytes === null) return { error: 'Jwt signature is an invalid Base64url encoded' };
  return { header: head.json, claims: body.json, payload, signed: `${header}.${payload}`, signature: bytes };
}

function section(text: string, name: string): { readonly json: JsonObject } | { readonly error: string } {
  const bytes = decodeBase64Url(text);
  if (bytes === null) return { error: `Jwt ${name} is an invalid Base64url encoded` };
  const json = parseJson(utf8(bytes) ?? '');
  return json === null ? { error: `Jwt ${name} is an invalid JSON` } : { json };
}

function parseJson(text: string): JsonObject | null {
  try {
    const json: Json = JSON.parse(text);
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}

/** The algorithms that Envoy verifies. */
const algorithms: ReadonlySet<string> = new Set(
  'ES256 ES384 ES512 HS256 HS384 HS512 RS256 RS384 RS512 PS256 PS384 PS512 EdDSA'.split(' '),
);

/** What Envoy insists on in the header, before it looks at the payload. */
function headerError({ alg, kid }: JsonObject): string | null {
  if (typeof alg !== 'string') return 'Jwt header [alg] field is required and must be a string';
  if (!algorithms.has(alg)) return 'Jwt header [alg] is not supported';
  return kid === undefined || typeof kid === 'string' ? null : 'Jwt header [kid] field is not a string';
}

/** Types that Envoy insists on while parsing, in its order. */
function claimError(claims: JsonObject): string | null {
  return (
    textError(claims, 'iss') ??
    textError(claims, 'sub') ??
    timeError(claims, 'iat') ??
    timeError(claims, 'nbf') ??
    timeError(claims, 'exp') ??
    textError(claims, 'jti') ??
    audienceError(claims['aud'])
  );
}

function textError(claims: JsonObject, name: string): string | null {
  const value = claims[name];
  return value === undefined || typeof value === 'string' ? null : `Jwt payload [${name}] field is not a string`;
}

function timeError(claims: JsonObject, name: string): string | null {
  const value = claims[name];
  if (value === undefined) return null;
  if (typeof value !== 'number') return `Jwt payload [${name}] field is not an integer`;
  return value >= 0 && value < 2 ** 64 ? null : `Jwt payload [${name}] field is not a positive 64 bit integer`;
}

/** "aud is neither string nor list of strings." */
function audienceError(audience: Json | undefined): string | null {
  const strings = audience !== undefined && isList(audience) && audience.every((item) => typeof item === 'string');
  return audience === undefined || typeof audience === 'string' || strings
    ? null
    : 'Jwt payload [aud] field is not a string or string list';
}
