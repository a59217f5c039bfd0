import type { PathNormalization } from '../controlplane/meshConfig.ts';

export type NormalizedPath = { readonly ok: true; readonly path: string } | { readonly ok: false };

/** Segments of unreserved characters, none empty or beginning with a dot: what no mode changes. */
const alreadyNormal = /^(?:\/[\w~-][\w.~-]*)+\/?$/;

/**
 * A request target after Envoy's path normalization (2.3). The query stays untouched, the fragment is cut.
 * Not ok: `%00`, which Envoy refuses with 400 under every mode but NONE.
 */
export function normalizePath(target: string, mode: PathNormalization): NormalizedPath {
  // "Fragment: stripped, from the first #, query or not."
  const bare = target.replace(/#.*$/s, '');
  if (mode === 'NONE') return { ok: true, path: bare };
  const question = bare.indexOf('?');
  const query = question < 0 ? '' : bare.slice(question);
  let path = question < 0 ? bare : bare.slice(0, question);
  if (alreadyNormal.test(path)) return { ok: true, path: bare };
  // "%00 → 400, except under NONE."
  if (path.includes('%00')) return { ok: false };
  // "DECODE_AND_MERGE_SLASHES: first decode %2F %2f %5C %5c."
  if (mode === 'DECODE_AND_MERGE_SLASHES') path = path.replace(/%2f/gi, '/').replace(/%5c/gi, '\\');
  path = dropDotParameters(path);
  path = removeDotSegments(canonical(path));
  // "Runs of / → one /; a path of slashes only becomes //, never /."
  if (mode !== 'BASE') path = mergeSlashes(path);
  return { ok: true, path: path + query };
}

/** "Each /-separated segment whose text before its first literal ; is exactly . or .. is replaced by that text." */
function dropDotParameters(path: string): string {
  return path
    .split('/')
    .map((segment) => /^(\.\.?);/.exec(segment)?.[1] ?? segment)
    .join('/');
}

/** "\ → /, escapes of unreserved characters decoded, raw " < > ^ ` { | } encoded, all else kept." */
function canonical(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/%([0-9a-fA-F]{2})/g, (escape, hex: string) => {
      const character = String.fromCharCode(Number.parseInt(hex, 16));
      return /[A-Za-z0-9._~-]/.test(character) ? character : escape;
    })
    .replace(/["<>^`{|}]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** RFC 3986: an empty segment is popped like any other. */
function removeDotSegments(path: string): string {
  const output: string[] = [];
  const segments = path.split('/').slice(1);
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    if (segment === '.' || segment === '..') {
      if (segment === '..') output.pop();
      if (last) output.push('');
    } else output.push(segment);
  });
  return `/${output.join('/')}`;
}

function mergeSlashes(path: string): string {
  return /^\/{2,}$/.test(path) ? '//' : path.replace(/\/{2,}/g, '/');
}
