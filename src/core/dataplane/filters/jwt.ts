import type { JwtProvider } from '../../controlplane/requestAuthentication.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Check, HttpHead } from '../../model/trace.ts';
import { askProvider, type ProviderResult, unknownIssuer, type Verified } from '../jwt/provider.ts';

export interface JwtResult {
  /** The request as later filters and the application see it. */
  readonly http: HttpHead;
  readonly claims: JsonObject | null;
  readonly error: { readonly text: string; readonly status: 401 | 403 } | null;
  /** A token whose algorithm is not modelled. */
  readonly unsupported: boolean;
  readonly checks: readonly Check[];
}

/**
 * Envoy's jwt_authn filter as istiod configures it: "any(P1, …, Pn, all(any(P1, missing), …, any(Pn, missing)))" (6.2).
 * What a provider did to a request stays done, even where the next is asked. `now` in seconds.
 */
export function jwt(providers: readonly JwtProvider[], http: HttpHead, now: number): JwtResult {
  // "A CORS preflight skips JWT."
  if (isPreflight(http)) return { http, claims: null, error: null, unsupported: false, checks: [] };
  let state: Verified = { http, claims: null };
  const results: ProviderResult[] = [];
  for (const provider of providers) {
    const { result, ...after } = askProvider(provider, state, now);
    state = after;
    results.push(result);
    // "Only the first satisfied provider's payload (issuer order) becomes the identity."
    if (result.kind === 'valid') break;
  }
  const checks = providers.map((provider, index) =>
    // Who is not asked any more is told what it would say.
    providerCheck(provider, results[index] ?? askProvider(provider, { http, claims: null }, now).result),
  );
  if (results.at(-1)?.kind === 'valid') return { ...state, error: null, unsupported: false, checks };
  if (results.some(({ kind }) => kind === 'unsupported')) return { ...state, error: null, unsupported: true, checks };
  if (results.length > 1) {
    const all = askAll(providers, state, now);
    state = all;
    results.push(all.result);
    if (all.result.kind === 'missing') return { ...state, error: null, unsupported: false, checks };
  }
  return { ...state, error: errorOf(results), unsupported: false, checks };
}

/** "all(any(P1, missing), …, any(Pn, missing))": the first that has a bad token tells its error; `missing`: none has. */
function askAll(
  providers: readonly JwtProvider[],
  before: Verified,
  now: number,
): Verified & { readonly result: ProviderResult } {
  let state = before;
  for (const provider of providers) {
    const { result, ...after } = askProvider(provider, state, now);
    state = after;
    if (result.kind === 'bad') return { ...state, result };
  }
  return { ...state, result: { kind: 'missing' } };
}

/** "UnknownIssuer beats Missing, any other error beats both, among those the last branch" (6.3). */
function errorOf(results: readonly ProviderResult[]): JwtResult['error'] {
  const bad = results.flatMap((result) =>
    result.kind === 'bad' ? [{ text: result.error, status: result.status }] : [],
  );
  return bad.filter(({ text }) => text !== unknownIssuer).at(-1) ?? bad[0] ?? null;
}

/** "OPTIONS + Origin + non-empty Access-Control-Request-Method." */
function isPreflight(http: HttpHead): boolean {
  const has = (wanted: string): boolean =>
    http.headers.some(([name, value]) => name.toLowerCase() === wanted && value !== '');
  return http.method === 'OPTIONS' && has('origin') && has('access-control-request-method');
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
