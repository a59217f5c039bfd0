import type { JwtProvider } from '../../controlplane/requestAuthentication.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { HttpHead } from '../../model/trace.ts';
import { outputHeaders, withoutOutputHeaders } from './claimHeaders.ts';
import { tokensAt, withoutToken } from './extract.ts';
import { type SignatureResult, verifySignature } from './signature.ts';
import { type ParsedToken, parseToken } from './token.ts';

/** Why a token is refused. */
interface Bad {
  readonly kind: 'bad';
  readonly error: string;
  readonly status: 401 | 403;
}

/** What one provider makes of a request. */
export type ProviderResult = { readonly kind: 'missing' | 'valid' | 'unsupported' } | Bad;

/** A request on its way through the providers: what the tokens that were verified so far made of it. */
export interface Verified {
  readonly http: HttpHead;
  readonly claims: JsonObject | null;
}

export const unknownIssuer = 'Jwt issuer is not configured';

/** "60 s clock skew" (6.2). */
const skewSeconds = 60;

/** "Two tokens at locations of the same provider: both must verify" (6.2). `now` in seconds. */
export function askProvider(
  provider: JwtProvider,
  before: Verified,
  now: number,
): Verified & { readonly result: ProviderResult } {
  let state: Verified = { ...before, http: withoutOutputHeaders(provider, before.http) };
  const found = tokensAt(provider.locations, state.http);
  for (const { location, text } of found) {
    const token = checkToken(provider, text, now);
    if ('kind' in token) return { ...state, result: token };
    const headers = [...state.http.headers, ...outputHeaders(provider, token.claims, token.payload)];
    const http = { ...state.http, headers };
    state = {
      http: provider.forward ? http : withoutToken(location, http),
      claims: splitClaims(token.claims, provider.spaceDelimited),
    };
  }
  return { ...state, result: { kind: found.length > 0 ? 'valid' : 'missing' } };
}

const bad = (error: string, status: 401 | 403 = 401): Bad => ({ kind: 'bad', error, status });

/** "parse → issuer → not-before → expiry → audience → key lookup and signature" (6.2). */
function checkToken(provider: JwtProvider, text: string, now: number): ParsedToken | ProviderResult {
  const token = parseToken(text);
  if ('error' in token) return bad(token.error);
  const { iss, aud, exp, nbf } = token.claims;
  // "Issuer: exact compare; absent: any issuer accepted."
  if (provider.issuer !== null && iss !== provider.issuer) return bad(unknownIssuer);
  if (now + skewSeconds < seconds(nbf)) return bad('Jwt not yet valid');
  // "A token without exp never expires", nor does one whose exp is 0.
  if (seconds(exp) > 0 && seconds(exp) + skewSeconds < now) return bad('Jwt is expired');
  const audiences = (typeof aud === 'string' ? [aud] : Array.isArray(aud) ? aud : []).map((each) => bare(String(each)));
  // "audiences: one overlap needed; a token with no aud → 403."
  if (provider.audiences.length > 0 && !provider.audiences.some((each) => audiences.includes(bare(each)))) {
    return bad('Audiences in Jwt are not allowed', 403);
  }
  // "Fetch failure → a throw-away public key is pushed: tokens of that issuer → 401 verification fails."
  if (provider.jwks === null) return bad(signatureErrors.invalid);
  const signature = verifySignature(token, provider.jwks);
  if (signature === 'valid') return token;
  return signature === 'unsupported' ? { kind: 'unsupported' } : bad(signatureErrors[signature]);
}

const signatureErrors = {
  invalid: 'Jwt verification fails',
  noKey: "Jwks doesn't have key to match kid or alg from Jwt",
  noValidKeys: "Jwks doesn't have any valid public key",
  wrongLength: 'Jwt ED25519 signature is wrong length',
} as const satisfies Record<Exclude<SignatureResult, 'valid' | 'unsupported'>, string>;

/** Envoy reads times as whole seconds; 0: the claim is absent. */
function seconds(time: Json | undefined): number {
  return typeof time === 'number' ? Math.trunc(time) : 0;
}

/** "Envoy strips http:// or https:// and one trailing / on both sides before comparing." */
function bare(audience: string): string {
  return audience.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

/** "Split on spaces at the JWT filter and stored as lists; top-level claims only; a list is left alone" (2.4). */
function splitClaims(claims: JsonObject, names: readonly string[]): JsonObject {
  const split = (name: string, value: Json): Json => {
    if (!names.includes(name) || typeof value !== 'string') return value;
    const parts = value.split(' ').filter((part) => part !== '');
    // Where there is no part, the claim stays as it is.
    return parts.length > 0 ? parts : value;
  };
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, split(name, value)]));
}
