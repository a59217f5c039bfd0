import { compareText } from '../../cluster/age.ts';
import type { JwtLocation } from '../../controlplane/requestAuthentication.ts';
import type { HttpHead } from '../../model/trace.ts';
import { parameters, withoutParameter } from './query.ts';

/** A text that stands where a token is looked for. */
export interface FoundToken {
  readonly location: JwtLocation;
  readonly text: string;
}

/** The tokens at the locations of one provider, in the order in which they are verified. */
export function tokensAt(locations: readonly JwtLocation[], http: HttpHead): readonly FoundToken[] {
  const found = inOrder(locations).flatMap((location) => textsAt(location, http).map((text) => ({ location, text })));
  // Envoy takes the last that it found first.
  return found.reverse();
}

const ranks = { header: 0, param: 1, cookie: 2 } as const;

/** Envoy looks at headers, then parameters, then cookies, each in order of their names, and at none twice. */
function inOrder(locations: readonly JwtLocation[]): readonly JwtLocation[] {
  const named = new Map(locations.map((each) => [`${ranks[each.kind]}${each.name}${prefixOf(each)}`, each]));
  return [...named].sort(([a], [b]) => compareText(a, b)).map(([, location]) => location);
}

function prefixOf(location: JwtLocation): string {
  return location.kind === 'header' ? location.prefix : '';
}

function textsAt(location: JwtLocation, http: HttpHead): readonly string[] {
  switch (location.kind) {
    case 'header': {
      const { name, prefix } = location;
      // Each line of a header is looked at alone.
      return linesOf(http, name).flatMap((line) => afterPrefix(line.trim(), prefix) ?? []);
    }
    // "Parameter names are case-sensitive."
    case 'param':
      return parameters(http.path).get(location.name)?.slice(0, 1) ?? [];
    case 'cookie': {
      const value = cookieValue(linesOf(http, 'cookie'), location.name);
      return value === null ? [] : [value];
    }
  }
}

function linesOf(http: HttpHead, name: string): readonly string[] {
  return http.headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);
}

/**
 * "The prefix may stand anywhere in the value; everything after it is the token": from the first character on that a token
 * may hold; a value without any is the token as a whole. "Header without the prefix counts as no token."
 */
function afterPrefix(value: string, prefix: string): string | null {
  if (prefix === '') return value;
  const at = value.indexOf(prefix);
  if (at < 0) return null;
  const rest = value.slice(at + prefix.length);
  const start = rest.search(/[A-Za-z0-9\-_.]/);
  return start < 0 ? value : rest.slice(start);
}

/** "Quoted cookie values work." The first of a name counts. */
function cookieValue(lines: readonly string[], name: string): string | null {
  for (const pair of lines.flatMap((line) => line.split(';'))) {
    const equals = pair.indexOf('=');
    if (equals < 0 || pair.slice(0, equals).replace(/^ +/, '') !== name) continue;
    const value = pair.slice(equals + 1);
    return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
  }
  return null;
}

/** "A valid token is removed from its header or query parameter; cookies are not removed." */
export function withoutToken(location: JwtLocation, http: HttpHead): HttpHead {
  if (location.kind === 'header') {
    return { ...http, headers: http.headers.filter(([name]) => name.toLowerCase() !== location.name) };
  }
  if (location.kind === 'cookie') return http;
  return { ...http, path: withoutParameter(http.path, location.name) };
}
