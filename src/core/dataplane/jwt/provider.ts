import type { JwtLocation, JwtProvider } from '../../controlplane/requestAuthentication.ts';
import type { JsonObject } from '../../model/json.ts';
import type { HttpHead } from '../../model/trace.ts';
import { tokenAt } from './extract.ts';
import { verifySignature } from './signature.ts';
import { parseToken } from './token.ts';

/** What one provider makes of a request. */
export type ProviderResult =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'valid';
      readonly claims: JsonObject;
      readonly payload: string;
      readonly locations: readonly JwtLocation[];
    }
  | { readonly kind: 'bad'; readonly error: string; readonly status: 401 | 403 }
  | { readonly kind: 'unsupported' };

export const unknownIssuer = 'Jwt issuer is not configured';

/** "60 s clock skew" (6.2). */
const skewSeconds = 60;

/** "Two tokens at locations of the same provider: both must verify" (6.2). `now` in seconds. */
export function checkProvider(provider: JwtProvider, http: HttpHead, now: number): ProviderResult {
  const found = provider.locations.flatMap((location) => {
    const text = tokenAt(location, http);
    return text === null ? [] : [{ location, text }];
  });
  let valid: ProviderResult = { kind: 'missing' };
  for (const { text } of found) {
    const result = checkToken(provider, text, now);
    if (result.kind !== 'valid') return result;
    valid = { ...result, locations: found.map(({ location }) => location) };
  }
  return valid;
}

/** "parse → issuer → not-before → expiry → audience → key lookup and signature" (6.2). */
function checkToken(provider: JwtProvider, text: string, now: number): ProviderResult {
  const bad = (error: string, status: 401 | 403 = 401): ProviderResult => ({ kind: 'bad', error, status });
  const token = parseToken(text);
  if ('error' in token) return bad(token.error);
  const { iss, aud, exp, nbf } = token.claims;
  // "Issuer: exact compare; absent: any issuer accepted."
  if (provider.issuer !== null && iss !== provider.issuer) return bad(unknownIssuer);
  if (typeof nbf === 'number' && now + skewSeconds < nbf) return bad('Jwt not yet valid');
  // "A token without exp never expires."
  if (typeof exp === 'number' && exp + skewSeconds < now) return bad('Jwt is expired');
  const audiences = (typeof aud === 'string' ? [aud] : Array.isArray(aud) ? aud : []).map((each) => bare(String(each)));
  // "audiences: one overlap needed; a token with no aud → 403."
  if (provider.audiences.length > 0 && !provider.audiences.some((each) => audiences.includes(bare(each)))) {
    return bad('Audiences in Jwt are not allowed', 403);
  }
  // "Fetch failure → a throw-away public key is pushed: tokens of that issuer → 401 verification fails."
  if (provider.jwks === null) return bad('Jwt verification fails');
  const signature = verifySignature(token, provider.jwks);
  if (signature === 'noKey') return bad("Jwks doesn't have key to match kid or alg from Jwt");
  if (signature === 'invalid') return bad('Jwt verification fails');
  if (signature === 'unsupported') return { kind: 'unsupported' };
  return { kind: 'valid', claims: token.claims, payload: token.payload, locations: [] };
}

/** "Envoy strips http:// or https:// and one trailing / on both sides before comparing." */
function bare(audience: string): string {
  return audience.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
