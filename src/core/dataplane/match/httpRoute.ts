import { claimPath } from '../../controlplane/claimKeys.ts';
import type { HttpMatch, RouteEntry } from '../../controlplane/httpRoutes.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { HttpHead } from '../../model/trace.ts';
import { claimAt } from './claims.ts';

type StringMatch = NonNullable<HttpMatch['uri']>;

/** What a route's conditions can look at. */
export interface RouteFacts {
  readonly http: HttpHead;
  readonly scheme: 'http' | 'https';
  /** Of the verified token; null: none, or not known yet. */
  readonly claims: JsonObject | null;
}

/** The first route whose conditions hold; null: none. */
export function firstRoute(routes: readonly RouteEntry[], facts: RouteFacts): RouteEntry | null {
  return routes.find(({ match, service }) => match === null || holds(match, facts, service.made !== undefined)) ?? null;
}

/**
 * "All conditions of one entry must hold; of several entries one is enough." `separated`: a prefix ends where a segment of
 * the path does.
 */
function holds(match: HttpMatch, facts: RouteFacts, separated: boolean): boolean {
  const { http, scheme } = facts;
  const [path = '', query = ''] = split(http.path);
  const fold = (text: string): string => (match.ignoreUriCase ? text.toLowerCase() : text);
  return (
    (!match.uri || matchesString(match.uri, path, fold)) &&
    (!separated || isSeparated(match.uri?.prefix ?? '/', path)) &&
    (!match.method || matchesString(match.method, http.method)) &&
    (!match.scheme || matchesString(match.scheme, scheme)) &&
    (!match.authority || matchesString(match.authority, http.authority)) &&
    Object.entries(match.headers ?? {}).every(([name, value]) => headerHolds(name, value, facts)) &&
    Object.entries(match.withoutHeaders ?? {}).every(([name, value]) => lacks(name, value, facts)) &&
    Object.entries(match.queryParams ?? {}).every(([name, value]) => headerMatches(value, paramOf(query, name)))
  );
}

/** "/pre matches /pre and /pre/fix, not /prefix" (`path_separated_prefix`). */
function isSeparated(prefix: string, path: string): boolean {
  return prefix === '/' || path.length === prefix.length || path.charAt(prefix.length) === '/' || prefix.endsWith('/');
}

/** "`@request.auth.claims.NAME` looks at the verified token, not at a header": a string, or one of a list of strings. */
function headerHolds(name: string, value: StringMatch, facts: RouteFacts): boolean {
  const path = claimPath(name);
  if (path === null) return headerMatches(value, headerOf(facts, name));
  const claim = claimAt(facts.claims, path);
  const texts = (Array.isArray(claim) ? claim : [claim]).filter((item: Json | undefined) => typeof item === 'string');
  return texts.some((text) => matchesString(value, text));
}

/** A header that is not there counts as empty, unless its presence alone is asked for (`treat_missing_header_as_empty`). */
function lacks(name: string, value: StringMatch, facts: RouteFacts): boolean {
  if (claimPath(name) !== null) return !headerHolds(name, value, facts);
  const sent = headerOf(facts, name);
  return asksPresence(value) ? sent === null : !matchesString(value, sent ?? '');
}

/** "`*` is NOT a RE2 style regex, it will be translated as present_match" (istio canBeConvertedToPresentMatch). */
export function asksPresence({ exact, prefix, regex = '*' }: StringMatch): boolean {
  return exact === undefined && prefix === undefined && regex === '*';
}

/** "Exact ignores the query string; prefix; regex must match the whole path" (11.H). An empty match asks for presence. */
export function matchesString(match: StringMatch, text: string, fold = (value: string): string => value): boolean {
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
function headerOf({ http, scheme }: RouteFacts, name: string): string | null {
  const asked = name.toLowerCase();
  switch (asked) {
    case ':method':
      return http.method;
    case ':path':
      return http.path;
    case ':scheme':
      return scheme;
    // "Special case where we map a legacy host header to :authority" (Envoy `header_map_impl.cc`).
    case ':authority':
    case 'host':
      return http.authority;
  }
  const lines = http.headers.filter(([given]) => given.toLowerCase() === asked).map(([, value]) => value.trim());
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
