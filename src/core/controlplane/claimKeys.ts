const claimKey = /^@request\.auth\.claims(?:\.|(?=\[))/;

/** The path into a token's claims that a header's name in a route stands for (`@request.auth.claims.NAME`); null: a plain header. */
export function claimPath(name: string): readonly string[] | null {
  if (!claimKey.test(name)) return null;
  const rest = name.replace(claimKey, '');
  return rest.startsWith('[') ? [...rest.matchAll(/\[([^\]]*)\]/g)].map((part) => part[1] ?? '') : rest.split('.');
}
