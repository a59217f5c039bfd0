import type { World } from './world.ts';

/** The trust domains that a server's proxy accepts peers of (1.10, 5.6). Null: "skip only with PILOT_SKIP_VALIDATE_TRUST_DOMAIN=true". */
export function acceptedTrustDomains({ mesh, flags }: Pick<World, 'mesh' | 'flags'>): readonly string[] | null {
  return flags['PILOT_SKIP_VALIDATE_TRUST_DOMAIN'] === 'true' ? null : mesh.acceptedTrustDomains;
}

/**
 * One principal of a policy, copied for each trust domain of the mesh
 * (istio `trustdomain/bundle.go`, ReplaceTrustDomainAliases).
 */
export function expandPrincipal(value: string, bundle: readonly string[]): readonly string[] {
  const parts = value.split('/');
  const own = parts[0] ?? '';
  // "If the first part is * or the value does not have exactly 5 parts, it is left unchanged."
  if (own === '*' || parts.length !== 5) return [value];
  // "A trust domain is ours if it string-matches any bundle member, or is cluster.local."
  if (own !== 'cluster.local' && !bundle.some((member) => starMatch(member, own))) return [value];
  const rest = parts.slice(1).join('/');
  const copies = bundle.map((member) => {
    // "A suffix-star trust domain that already covers a member is kept in place for that member."
    const covers = own.startsWith('*') && own !== '*' && member.endsWith(own.slice(1));
    return `${covers ? own : member}/${rest}`;
  });
  return [...new Set(copies)];
}

/** A value of `trustDomains`: a bundle member expands to the whole bundle; `cluster.local` is no pointer here. */
export function expandTrustDomain(value: string, bundle: readonly string[]): readonly string[] {
  return bundle.includes(value) ? bundle : [value];
}

/** Equal, or either side is a star prefix or suffix that covers the other. */
function starMatch(a: string, b: string): boolean {
  return a === b || covers(a, b) || covers(b, a);
}

function covers(pattern: string, value: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*')) return value.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return value.startsWith(pattern.slice(0, -1));
  return false;
}
