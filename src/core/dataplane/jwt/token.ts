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
  const parts = text.split('.');
  const [header = '', payload = '', signature = ''] = parts;
  // "Empty signature, or four parts: as malformed."
  if (parts.length !== 3 || header === '' || payload === '' || signature === '') return { error: malformed };
  const head = section(header, 'header');
  if ('error' in head) return head;
  const body = section(payload, 'payload');
  if ('error' in body) return body;
  const bad = claimError(body.json);
  if (bad) return { error: bad };
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

/** Types that Envoy insists on while parsing. */
function claimError(claims: JsonObject): string | null {
  const audience = claims['aud'];
  const strings = audience !== undefined && isList(audience) && audience.every((item) => typeof item === 'string');
  if (audience !== undefined && typeof audience !== 'string' && !strings) {
    return 'Jwt payload [aud] field is not a string or string list';
  }
  for (const name of ['iss', 'sub']) {
    const value = claims[name];
    if (value !== undefined && typeof value !== 'string') return `Jwt payload [${name}] field is not a string`;
  }
  for (const name of ['exp', 'nbf', 'iat']) {
    const value = claims[name];
    if (value !== undefined && typeof value !== 'number') return `Jwt payload [${name}] field is not an integer`;
  }
  return null;
}
