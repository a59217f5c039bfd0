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
    !Object.entries(match.withoutHeaders ?? {}).some(([name, value]) => headerHolds(name, value, facts)) &&
    Object.entries(match.queryParams ?? {}).every(([name, value]) => headerMatches(value, paramOf(query, name)))
  );
}

/** "/pre matches /pre and /pre/fix, not /prefix" (`path_separated_prefix`). */
function isSeparated(prefix: string, path: string): boolean {
  return prefix === '/' || path.length === prefix.length || path.charAt(prefix.length) === '/' || prefix.endsWith('/');
}

/** "`@request.auth.claims.NAME` looks at the verified token, not at a header": a string, or one of a list of strings. */
function headerHolds(name: string, value: StringMatch, { http, claims }: RouteFacts): boolean {
  const path = claimPath(name);
  if (path === null) return headerMatches(value, headerOf(http, name));
  const claim = claimAt(claims, path);
  const texts = (Array.isArray(claim) ? claim : [claim]).filter((item: Json | undefined) => typeof item === 'string');
  return texts.some((text) => matchesString(value, text));
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
