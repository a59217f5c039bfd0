import { plain, quote } from './strings.ts';

export type Normalization = 'NONE' | 'BASE' | 'MERGE_SLASHES' | 'DECODE_AND_MERGE_SLASHES';

/** "Cut fragment → (decode slashes) → parameters of dot segments → RFC 3986 → merge slashes"; the query is untouched. */
export function normalize(target: string, mode: Normalization): string {
  const [whole = ''] = target.split('#');
  const at = whole.indexOf('?');
  const [path, query] = at < 0 ? [whole, ''] : [whole.slice(0, at), whole.slice(at)];
  if (mode === 'NONE') return path + query;
  const slashed = mode === 'DECODE_AND_MERGE_SLASHES' ? path.replace(/%2f/gi, '/').replace(/%5c/gi, '\\') : path;
  const resolved = resolveDots(canonical(withoutDotParameters(slashed)));
  return (mode === 'BASE' ? resolved : mergeSlashes(resolved)) + query;
}

/** "Each `/`-separated segment whose text before its first literal `;` is exactly `.` or `..` is replaced by that text." */
function withoutDotParameters(path: string): string {
  return path
    .split('/')
    .map((segment) => /^(\.\.?);/.exec(segment)?.[1] ?? segment)
    .join('/');
}

/** "`\` → `/`, escapes of `A-Z a-z 0-9 - . _ ~` decoded, raw `" < > ^ ` { | }` encoded." */
function canonical(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/%[0-9a-f]{2}/gi, (escape) => {
      const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
      return /^[A-Za-z0-9\-._~]$/.test(character) ? character : escape;
    })
    .replace(/["<>^`{|}]/g, (raw) => `%${raw.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** "`/a/..` → `/`, `/a/.` → `/a/`, `/..` → `/`, `/a//..` → `/a/`, `/../../b` → `/b`." */
function resolveDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    const dots = segment === '.' || segment === '..';
    if (segment === '..') kept.pop();
    if (!dots) kept.push(segment);
    else if (index === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}

/** "Runs of `/` → one `/` (a path of slashes only becomes `//`, never `/`)." */
function mergeSlashes(path: string): string {
  return /^\/\/+$/.test(path) ? '//' : path.replace(/\/+/g, '/');
}

const segmentCharacter = String.raw`A-Za-z0-9\-._~%!$&'()+,;:@=*`;

/** "On `:path` after normalization, with `?query` and `#fragment` removed; STR"; a template where the value holds an operator. */
export function pathMatches(value: string, target: string): boolean {
  const [path = ''] = target.split(/[?#]/);
  if (!/\{\*\*?\}/.test(value)) return plain(value, path);
  const pattern = value
    .split(/(\{\*\*?\})/)
    .map((piece) => {
      // "`{*}` → one non-empty segment. `{**}` → the same chars plus `/`, zero or more."
      if (piece === '{*}') return `[${segmentCharacter}]+`;
      return piece === '{**}' ? `[${segmentCharacter}/]*` : quote(piece);
    })
    .join('');
  return new RegExp(`^${pattern}$`).test(path);
}
