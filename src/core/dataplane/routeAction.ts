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
      redirect.prefixRewrite && prefix !== null
        ? redirect.prefixRewrite + path.slice(prefix.length)
        : redirect.uri || path;
    const host = redirectHost(redirect, http.authority, scheme, port);
    // "redirect keeps the query", unless its own path has one: "takes precedence over the request's" (Envoy `path_redirect`).
    const kept = query === undefined || redirect.uri?.includes('?') ? '' : `?${query}`;
    const location = `${redirect.scheme || scheme}://${host}${target}${kept}`;
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
  const { rewrite } = route;
  let { path } = http;
  if (rewrite?.uri) {
    const [bare = '', query] = path.split(/\?(.*)/s);
    const moved = prefix === null ? rewrite.uri : rewrite.uri + bare.slice(prefix.length);
    path = moved + (query === undefined ? '' : `?${query}`);
  }
  if (rewrite?.uriRegexRewrite) path = replaced(rewrite.uriRegexRewrite, path);
  const [own, its] = [route.headers?.request, destination?.headers?.request];
  // The route's word about the authority stands before that of its destination (istio `route.go` processDestination).
  const authority = rewrite?.authority || authorityIn(own) || authorityIn(its) || http.authority;
  // Envoy notes what it rewrote.
  const noted: Lines = rewrite?.uri || rewrite?.uriRegexRewrite ? [['x-envoy-original-path', http.path]] : [];
  return { ...http, path, authority, headers: [...requestHeaders(route, own, its, http.headers), ...noted] };
}

/**
 * A lone destination's changes are made in one with those of the route, and after them; with several to choose from, the
 * chosen one's come first, and the route has the last word (Envoy `WeightedClusterEntry`).
 */
function requestHeaders(
  { route }: HttpRoute,
  own: Operations | undefined,
  its: Operations | undefined,
  lines: Lines,
): Lines {
  if ((route ?? []).length > 1) return changeBy([own], changeBy([its], lines));
  return changeBy([own, its], lines);
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
  return changeBy([operations], lines);
}

/** "First what is removed, then what is overwritten, the last word counting, then what is added" (Envoy `header_parser.cc`). */
function changeBy(several: readonly (Operations | undefined)[], lines: Lines): Lines {
  const given = several.filter((each) => each !== undefined);
  if (given.length === 0) return lines;
  // "Host and names that begin with a colon are not headers that can be changed" (istio isInternalHeader).
  const entries = (list: Readonly<Record<string, string>> | undefined): Lines =>
    Object.entries(list ?? {}).filter(([name]) => !name.startsWith(':') && name.toLowerCase() !== 'host');
  const set = new Map<string, readonly [string, string]>();
  for (const each of given) for (const line of entries(each.set)) set.set(line[0].toLowerCase(), line);
  const removed = new Set([
    ...given.flatMap(({ remove = [] }) => remove.map((name) => name.toLowerCase())),
    ...set.keys(),
  ]);
  return [
    ...lines.filter(([name]) => !removed.has(name.toLowerCase())),
    ...set.values(),
    ...given.flatMap((each) => entries(each.add)),
  ];
}

/** "If authority is set in `add` and `set`, the one from `set`" (istio TranslateHeadersOperations). */
function authorityIn(operations: Operations | undefined): string | undefined {
  const named = [...Object.entries(operations?.set ?? {}), ...Object.entries(operations?.add ?? {})];
  return named.find(([name]) => [':authority', 'host'].includes(name.toLowerCase()))?.[1];
}
