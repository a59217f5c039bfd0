const prefix = '@request.auth.claims';

/**
 * The path into a token's claims that a header's name in a route stands for: `@request.auth.claims.a.b`, or `…[a][b]`, the
 * part before the claims in any case; null: a plain header.
 */
export function claimPath(name: string): readonly string[] | null {
  if (!name.toLowerCase().startsWith(prefix)) return null;
  const rest = name.slice(prefix.length);
  if (rest.startsWith('.') && rest.length > 1) return rest.slice(1).split('.');
  return rest.startsWith('[') && rest.endsWith(']') && rest.length > 2 ? rest.slice(1, -1).split('][') : null;
}
