import type { Matcher } from './attributes.ts';
import { parseCidr } from './cidr.ts';

/** A CIDR block or a single address; null if Go's netip refuses it. "Zone ids in a prefix rejected": that of an address is dropped. */
export function addressMatcher(value: string): Matcher | null {
  const cidr = parseCidr(value.includes('/') ? value : value.replace(/(?<=:[^%]*)%.+$/, ''));
  return cidr === null ? null : { kind: 'cidr', cidr };
}

/** An unsigned decimal up to 65535; null for anything else. */
export function portMatcher(value: string): Matcher | null {
  if (!/^\d+$/.test(value)) return null;
  const port = Number(value);
  return port <= 65535 ? { kind: 'port', port } : null;
}
