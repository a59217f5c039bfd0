import type { JwtLocation } from '../../controlplane/requestAuthentication.ts';
import type { HttpHead } from '../../model/trace.ts';

/** The text found at one location; null: no token there (6.4). */
export function tokenAt(location: JwtLocation, http: HttpHead): string | null {
  switch (location.kind) {
    case 'header': {
      const value = headerValue(http, location.name);
      return value === null ? null : afterPrefix(value, location.prefix);
    }
    // "Parameter names are case-sensitive."
    case 'param':
      return paramsOf(http.path).find(([name]) => name === location.name)?.[1] ?? null;
    case 'cookie':
      return cookieValue(headerValue(http, 'cookie') ?? '', location.name);
  }
}

function headerValue(http: HttpHead, name: string): string | null {
  const lines = http.headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);
  return lines.length > 0 ? lines.join(',') : null;
}

/** "The prefix may stand anywhere in the value; everything after it is the token, outer spaces trimmed." */
function afterPrefix(value: string, prefix: string): string | null {
  const trimmed = value.trim();
  if (prefix === '') return trimmed;
  const at = trimmed.indexOf(prefix);
  return at < 0 ? null : trimmed.slice(at + prefix.length).trim();
}

function paramsOf(path: string): readonly (readonly [string, string])[] {
  const question = path.indexOf('?');
  if (question < 0) return [];
  return path
    .slice(question + 1)
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? ([pair, ''] as const) : ([pair.slice(0, equals), pair.slice(equals + 1)] as const);
    });
}

/** "Quoted cookie values work." */
function cookieValue(cookies: string, name: string): string | null {
  for (const pair of cookies.split(';')) {
    const equals = pair.indexOf('=');
    if (equals < 0 || pair.slice(0, equals).trim() !== name) continue;
    const value = pair.slice(equals + 1).trim();
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
  const question = http.path.indexOf('?');
  const kept = http.path
    .slice(question + 1)
    .split('&')
    .filter((pair) => pair.split('=')[0] !== location.name)
    // Envoy writes the remaining parameters anew, each with its `=`.
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`));
  // "The ? too, if nothing is left."
  return { ...http, path: http.path.slice(0, question) + (kept.length > 0 ? `?${kept.join('&')}` : '') };
}
