import type { JwtProvider } from '../../controlplane/requestAuthentication.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { HttpHead } from '../../model/trace.ts';
import { claimAt } from '../match/claims.ts';
import { encodeBase64 } from './base64.ts';

/** "Client-sent copies of all these headers are removed first, with or without a token" (6.4): as its provider is asked. */
export function withoutOutputHeaders(provider: JwtProvider, http: HttpHead): HttpHead {
  const names = [provider.payloadHeader ?? '', ...provider.claimHeaders.map(({ header }) => header)];
  const lower = new Set(names.map((name) => name.toLowerCase()));
  if (!http.headers.some(([name]) => lower.has(name.toLowerCase()))) return http;
  return { ...http, headers: http.headers.filter(([name]) => !lower.has(name.toLowerCase())) };
}

/** The headers that a verified token adds. `payload` is the token's own payload section. */
export function outputHeaders(
  provider: JwtProvider,
  claims: JsonObject,
  payload: string,
): readonly (readonly [string, string])[] {
  const headers: (readonly [string, string])[] = [];
  if (provider.payloadHeader !== null) headers.push([provider.payloadHeader.toLowerCase(), payload]);
  for (const { header, claim } of provider.claimHeaders) {
    // "Nested with a dot."
    const value = claimText(claimAt(claims, claim.split('.')));
    if (value !== null) headers.push([header.toLowerCase(), value]);
  }
  return headers;
}

/** "Strings as they are (an empty one adds nothing), booleans, numbers, lists and objects as padded base64 of their JSON." */
function claimText(claim: Json | undefined): string | null {
  if (claim === undefined || claim === null || claim === '') return null;
  if (typeof claim === 'string') return claim;
  if (typeof claim === 'boolean') return String(claim);
  if (typeof claim === 'number') return numberText(claim);
  return encodeBase64(JSON.stringify(claim), false);
}

/** "Non-negative integers in decimal, negative numbers and fractions with six decimals", and what 64 bits cannot hold too. */
function numberText(claim: number): string {
  if (!Number.isInteger(claim)) return claim.toFixed(6);
  const digits = BigInt(claim).toString();
  return claim >= 0 && claim < 2 ** 64 ? digits : `${digits}.000000`;
}
