import ipaddr from 'ipaddr.js';

export interface Address {
  readonly family: 4 | 6;
  readonly bytes: readonly number[];
}

export interface Cidr extends Address {
  readonly bits: number;
}

/** `a.b.c.d/n`, `x::y/n` or a bare address, as Go's netip reads them (no short forms, no leading zeros, no zone); else null. */
export function parseCidr(text: string): Cidr | null {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === null) return null;
  if (slash < 0) return { ...address, bits: address.bytes.length * 8 };
  const length = text.slice(slash + 1);
  if (!/^(0|[1-9]\d{0,2})$/.test(length)) return null;
  const bits = Number(length);
  return bits <= address.bytes.length * 8 ? { ...address, bits } : null;
}

/** One address; null if it is none. */
export function parseAddress(text: string): Address | null {
  if (!text.includes(':')) {
    const bytes = parseIPv4(text);
    return bytes === null ? null : { family: 4, bytes };
  }
  if (text.includes('%') || !ipaddr.IPv6.isValid(text)) return null;
  return { family: 6, bytes: ipaddr.IPv6.parse(text).toByteArray() };
}

/** Four decimal octets without leading zeros. ipaddr.js also takes octal and short forms, and is slow on this hot path. */
function parseIPv4(text: string): readonly number[] | null {
  const octets = text.split('.');
  if (octets.length !== 4) return null;
  const bytes: number[] = [];
  for (const octet of octets) {
    if (!/^(0|[1-9]\d{0,2})$/.test(octet)) return null;
    const byte = Number(octet);
    if (byte > 255) return null;
    bytes.push(byte);
  }
  return bytes;
}

/** "An IPv4 peer never matches an IPv6 block, IPv4-mapped ones included"; host bits of the block are ignored. */
export function cidrContains(cidr: Cidr, address: Address): boolean {
  if (cidr.family !== address.family) return false;
  for (let bit = 0; bit < cidr.bits; bit += 8) {
    const index = bit >> 3;
    const mask = cidr.bits - bit >= 8 ? 0xff : (0xff << (8 - (cidr.bits - bit))) & 0xff;
    if (((cidr.bytes[index] ?? 0) & mask) !== ((address.bytes[index] ?? 0) & mask)) return false;
  }
  return true;
}

/** Whether an address lies in a range, or is the address given in its place. Text that is neither holds nothing. */
export function addressIn(address: string, range: string): boolean {
  const cidr = parseCidr(range);
  const parsed = parseAddress(address);
  return cidr !== null && parsed !== null && cidrContains(cidr, parsed);
}
