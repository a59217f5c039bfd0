import type { HttpRoute } from '../controlplane/virtualService.ts';
import type { DenyCause, HttpHead } from '../model/trace.ts';

/** A route that answers by itself. */
export interface DirectAnswer {
  readonly cause: DenyCause;
  readonly status: number;
  readonly body: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly details: string;
  readonly flags: readonly string[];
}

/** "Redirect, directResponse: at the client's proxy" (11.H); null: the route sends the request on. */
export function directAnswer(
  route: HttpRoute,
  prefix: string | null,
  http: HttpHead,
  scheme: 'http' | 'https',
): DirectAnswer | null {
  const none = { headers: [], flags: [], details: 'direct_response' } as const;
  const { redirect, directResponse } = route;
  if (redirect) {
    const [path = '', query] = http.path.split(/\?(.*)/s);
    const target =
      redirect.prefixRewrite !== undefined && prefix !== null
        ? redirect.prefixRewrite + path.slice(prefix.length)
        : redirect.uri;
    const authority = redirect.authority || http.authority;
    const host = redirect.port ? `${authority.replace(/:\d+$/, '')}:${redirect.port}` : authority;
    // "redirect keeps the query."
    const location = `${redirect.scheme || scheme}://${host}${target ?? path}${query === undefined ? '' : `?${query}`}`;
    return {
      ...none,
      cause: 'redirected',
      status: redirect.redirectCode || 301,
      body: '',
      headers: changeHeaders(route.headers?.response, [['location', location]]),
    };
  }
  if (directResponse) {
    const { status, body } = directResponse;
    const headers = changeHeaders(route.headers?.response, []);
    return { ...none, cause: 'directResponse', status, body: body?.string ?? '', headers };
  }
  return null;
}

type Destination = NonNullable<HttpRoute['route']>[number];

/**
 * The request as it leaves the proxy: rewritten path and host, changed headers, those of the destination too.
 * "Rewrite takes effect at the client."
 */
export function rewritten(
  route: HttpRoute,
  prefix: string | null,
  http: HttpHead,
  destination: Destination | null = null,
): HttpHead {
  const { rewrite, headers } = route;
  let { path, authority } = http;
  if (rewrite?.uri !== undefined) {
    const [bare = '', query] = path.split(/\?(.*)/s);
    const moved = prefix === null ? rewrite.uri : rewrite.uri + bare.slice(prefix.length);
    path = moved + (query === undefined ? '' : `?${query}`);
  }
  if (rewrite?.authority) authority = rewrite.authority;
  const changed = changeHeaders(destination?.headers?.request, changeHeaders(headers?.request, http.headers));
  const host = changed.find(([name]) => name.toLowerCase() === 'host' || name.toLowerCase() === ':authority');
  const kept = changed.filter((line) => line !== host);
  // Envoy notes what it rewrote.
  const noted: Lines = rewrite?.uri === undefined ? [] : [['x-envoy-original-path', http.path]];
  return { ...http, path, authority: host?.[1] ?? authority, headers: [...kept, ...noted] };
}

type Operations = NonNullable<NonNullable<HttpRoute['headers']>['request']>;
type Lines = readonly (readonly [string, string])[];

export function changeHeaders(operations: Operations | undefined, lines: Lines): Lines {
  if (!operations) return lines;
  const removed = new Set(
    [...(operations.remove ?? []), ...Object.keys(operations.set ?? {})].map((name) => name.toLowerCase()),
  );
  return [
    ...lines.filter(([name]) => !removed.has(name.toLowerCase())),
    ...Object.entries(operations.set ?? {}),
    ...Object.entries(operations.add ?? {}),
  ];
}
