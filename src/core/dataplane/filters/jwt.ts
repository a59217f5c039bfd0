import type { JwtProvider } from '../../controlplane/requestAuthentication.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Check, HttpHead } from '../../model/trace.ts';
import { outputHeaders, withoutOutputHeaders } from '../jwt/claimHeaders.ts';
import { withoutToken } from '../jwt/extract.ts';
import { checkProvider, type ProviderResult, unknownIssuer } from '../jwt/provider.ts';

export interface JwtResult {
  /** The request as later filters and the application see it. */
  readonly http: HttpHead;
  readonly claims: JsonObject | null;
  readonly error: { readonly text: string; readonly status: 401 | 403 } | null;
  /** A token whose algorithm is not modelled. */
  readonly unsupported: boolean;
  readonly checks: readonly Check[];
}

/** Envoy's jwt_authn filter as istiod configures it: any valid token, or none at all (6.2). `now` in seconds. */
export function jwt(providers: readonly JwtProvider[], http: HttpHead, now: number): JwtResult {
  // "A CORS preflight skips JWT."
  if (isPreflight(http)) return { http, claims: null, error: null, unsupported: false, checks: [] };
  const results = providers.map((provider) => ({ provider, result: checkProvider(provider, http, now) }));
  const checks = results.map(({ provider, result }) => providerCheck(provider, result));
  const clean = withoutOutputHeaders(providers, http);
  for (const { provider, result } of results) {
    // "Only the first satisfied provider's payload (issuer order) becomes the identity."
    if (result.kind !== 'valid') continue;
    const stripped = provider.forward ? clean : result.locations.reduce((head, at) => withoutToken(at, head), clean);
    const added = outputHeaders(provider, result.claims, result.payload);
    const claims = splitClaims(result.claims, provider.spaceDelimited);
    return {
      http: { ...stripped, headers: [...stripped.headers, ...added] },
      claims,
      error: null,
      unsupported: false,
      checks,
    };
  }
  const unsupported = results.some(({ result }) => result.kind === 'unsupported');
  return { http: clean, claims: null, error: firstError(results.map(({ result }) => result)), unsupported, checks };
}

/** "The first bad rule's error, unless it is UnknownIssuer: then the last other error, else UnknownIssuer" (6.3). */
function firstError(results: readonly ProviderResult[]): JwtResult['error'] {
  const bad = results.flatMap((result) =>
    result.kind === 'bad' ? [{ text: result.error, status: result.status }] : [],
  );
  const first = bad[0];
  if (!first || first.text !== unknownIssuer) return first ?? null;
  return bad.filter(({ text }) => text !== unknownIssuer).at(-1) ?? first;
}

/** "OPTIONS + Origin + non-empty Access-Control-Request-Method." */
function isPreflight(http: HttpHead): boolean {
  const has = (wanted: string): boolean =>
    http.headers.some(([name, value]) => name.toLowerCase() === wanted && value !== '');
  return http.method === 'OPTIONS' && has('origin') && has('access-control-request-method');
}

/** "Split on spaces at the JWT filter and stored as lists; top-level claims only; a list is left alone" (2.4). */
function splitClaims(claims: JsonObject, names: readonly string[]): JsonObject {
  const split = (name: string, value: Json): Json =>
    names.includes(name) && typeof value === 'string' ? value.split(' ').filter((part) => part !== '') : value;
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, split(name, value)]));
}

function providerCheck(provider: JwtProvider, result: ProviderResult): Check {
  return {
    kind: 'rule',
    name: provider.issuer ?? '',
    source: {
      resource: provider.resource,
      path: provider.issuer === null ? provider.path : [...provider.path, 'issuer'],
    },
    matched: result.kind === 'valid' || result.kind === 'missing',
    expected: provider.issuer === null ? { kind: 'any' } : { kind: 'value', value: provider.issuer },
    actual:
      result.kind === 'missing'
        ? { kind: 'none' }
        : { kind: 'value', value: result.kind === 'bad' ? result.error : result.kind },
    children: [],
  };
}
