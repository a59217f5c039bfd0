import type { HttpRoute } from '../controlplane/virtualService.ts';
import type { HttpHead } from '../model/trace.ts';
import { matchesString } from './match/httpRoute.ts';
import type { DirectAnswer } from './routeAction.ts';

type CorsPolicy = NonNullable<HttpRoute['corsPolicy']>;

/**
 * "A CORS preflight is answered by the CORS filter, after RBAC" (0.1): OPTIONS with `origin` and
 * `access-control-request-method`, from an allowed origin; null: no such request, it goes on.
 */
export function preflightAnswer(policy: CorsPolicy | undefined, http: HttpHead): DirectAnswer | null {
  if (!policy || http.method !== 'OPTIONS') return null;
  const header = (name: string): string =>
    http.headers.find(([given]) => given.toLowerCase() === name)?.[1].trim() ?? '';
  const origin = header('origin');
  if (origin === '' || header('access-control-request-method') === '') return null;
  const allowed = allows(policy, origin);
  // "A preflight from another origin is forwarded", unless unmatchedPreflights is IGNORE: then it is answered like the
  // others, without the headers that would let the browser go on.
  if (!allowed && policy.unmatchedPreflights !== 'IGNORE') return null;
  const headers = allowed ? ([['access-control-allow-origin', origin]] as const) : [];
  return { cause: 'directResponse', status: 200, body: '', headers, details: 'cors_response', flags: [] };
}

function allows({ allowOrigin, allowOrigins }: CorsPolicy, origin: string): boolean {
  if ((allowOrigin ?? []).some((each) => each === '*' || each === origin)) return true;
  return (allowOrigins ?? []).some((each) => each.exact === '*' || (isGiven(each) && matchesString(each, origin)));
}

function isGiven(match: Parameters<typeof matchesString>[0]): boolean {
  return match.exact !== undefined || match.prefix !== undefined || match.regex !== undefined;
}
