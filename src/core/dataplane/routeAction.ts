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
  port: number,
): DirectAnswer | null {
  const none = { headers: [], flags: [], details: 'direct_response' } as const;
  const { redirect, directResponse } = route;
  if (redirect) {
    const [path = '', query] = http.path.split(/\?(.*)/s);
    const target =
      redirect.prefixRewrite !== undefined && prefix !== null
        ? redirect.prefixRewrite + path.slice(prefix.length)
        : redirect.uri;
    const host = redirectHost(redirect, http.authority, scheme, port);
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

/**
 * The host of a redirect: "no explicit :80 or :443 when its http/https; FROM_REQUEST_PORT is the listener's port; a default
 * port of the request goes where the scheme changes."
 */
function redirectHost(
  redirect: NonNullable<HttpRoute['redirect']>,
  authority: string,
  scheme: 'http' | 'https',
  listener: number,
): string {
  const { port, derivePort } = redirect;
  const target = redirect.scheme || scheme;
  const usual = (each: string): number => (each === 'https' ? 443 : each === 'http' ? 80 : 0);
  const wanted = port || (derivePort === 'FROM_REQUEST_PORT' ? listener : 0);
  const shown = wanted === usual(target) ? 0 : wanted;
  const bare = (redirect.authority || authority).replace(/:\d+$/, '');
  if (shown !== 0) return `${bare}:${shown}`;
  if (redirect.authority) return redirect.authority;
  return target !== scheme && authority.endsWith(`:${usual(scheme)}`) ? bare : authority;
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
  if (rewrite?.uriRegexRewrite) path = replaced(rewrite.uriRegexRewrite, path);
  if (rewrite?.authority) authority = rewrite.authority;
  const changed = changeHeaders(destination?.headers?.request, changeHeaders(headers?.request, http.headers));
  const host = changed.find(([name]) => name.toLowerCase() === 'host' || name.toLowerCase() === ':authority');
  const kept = changed.filter((line) => line !== host);
  // Envoy notes what it rewrote.
  const noted: Lines =
    rewrite?.uri === undefined && !rewrite?.uriRegexRewrite ? [] : [['x-envoy-original-path', http.path]];
  return { ...http, path, authority: host?.[1] ?? authority, headers: [...kept, ...noted] };
}

/** Every match in the path gives way to the substitution, in which `\\1` stands for the first group. */
function replaced({ match = '', rewrite = '' }: { match?: string; rewrite?: string }, target: string): string {
  const [path = '', query] = target.split(/\?(.*)/s);
  try {
    const substitution = rewrite
      .replaceAll('$', '$$$$')
      .replace(/\\(\d)/g, (_, group: string) => (group === '0' ? '$&' : `$${group}`));
    const moved = path.replace(new RegExp(match, 'g'), substitution);
    return moved + (query === undefined ? '' : `?${query}`);
  } catch {
    // RE2 and JavaScript differ in few places; what neither reads matches nothing.
    return target;
  }
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
