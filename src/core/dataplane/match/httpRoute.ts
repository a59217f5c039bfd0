import type { HttpRoute } from '../../controlplane/virtualService.ts';
import type { HttpHead } from '../../model/trace.ts';

type Match = NonNullable<HttpRoute['match']>[number];
type StringMatch = NonNullable<Match['uri']>;

/** What a route match can look at. */
export interface RouteFacts {
  readonly http: HttpHead;
  readonly port: number;
  readonly gateway: string;
  readonly sourceNamespace: string;
  readonly sourceLabels: Readonly<Record<string, string>>;
}

/** The first route that matches, and the match entry that did (null: a route without conditions). */
export function firstRoute(
  routes: readonly HttpRoute[],
  facts: RouteFacts,
): { readonly route: HttpRoute; readonly index: number; readonly match: Match | null } | null {
  for (const [index, route] of routes.entries()) {
    const matches = route.match ?? [];
    if (matches.length === 0) return { route, index, match: null };
    const match = matches.find((each) => holds(each, facts));
    if (match) return { route, index, match };
  }
  return null;
}

/** "All conditions of one entry must hold; of several entries one is enough." */
function holds(match: Match, facts: RouteFacts): boolean {
  const { http } = facts;
  const [path = '', query = ''] = split(http.path);
  const fold = (text: string): string => (match.ignoreUriCase ? text.toLowerCase() : text);
  const gateways = match.gateways ?? [];
  return (
    (gateways.length === 0 || gateways.some((name) => name === facts.gateway || facts.gateway.endsWith(`/${name}`))) &&
    (match.port === undefined || match.port === facts.port) &&
    (!match.sourceNamespace || match.sourceNamespace === facts.sourceNamespace) &&
    Object.entries(match.sourceLabels ?? {}).every(([key, value]) => facts.sourceLabels[key] === value) &&
    (!match.uri || matchesString(match.uri, path, fold)) &&
    (!match.method || matchesString(match.method, http.method)) &&
    (!match.scheme || matchesString(match.scheme, 'http')) &&
    (!match.authority || matchesString(match.authority, http.authority)) &&
    Object.entries(match.headers ?? {}).every(([name, value]) => headerMatches(value, headerOf(http, name))) &&
    !Object.entries(match.withoutHeaders ?? {}).some(([name, value]) => headerMatches(value, headerOf(http, name))) &&
    Object.entries(match.queryParams ?? {}).every(([name, value]) => headerMatches(value, paramOf(query, name)))
  );
}

/** "Exact ignores the query string; prefix; regex must match the whole path" (11.H). An empty match asks for presence. */
function matchesString(match: StringMatch, text: string, fold = (value: string): string => value): boolean {
  if (match.exact !== undefined) return fold(text) === fold(match.exact);
  if (match.prefix !== undefined) return fold(text).startsWith(fold(match.prefix));
  if (match.regex !== undefined) return fullMatch(match.regex, text);
  return true;
}

function fullMatch(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    // RE2 and JavaScript differ in few places; what neither reads matches nothing.
    return false;
  }
}

function headerMatches(match: StringMatch, value: string | null): boolean {
  return value !== null && matchesString(match, value);
}

/** "Header values are trimmed." */
function headerOf(http: HttpHead, name: string): string | null {
  const lines = http.headers
    .filter(([given]) => given.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value.trim());
  return lines.length > 0 ? lines.join(',') : null;
}

function paramOf(query: string, name: string): string | null {
  for (const pair of query.split('&')) {
    const [key, value = ''] = pair.split(/=(.*)/s);
    if (key === name) return value;
  }
  return null;
}

function split(target: string): readonly string[] {
  return target.replace(/#.*$/s, '').split(/\?(.*)/s);
}
