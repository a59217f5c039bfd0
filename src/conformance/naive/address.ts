interface Address {
  readonly bits: bigint;
  readonly width: 32 | 128;
}

/** "CIDR or single address"; "an IPv4 peer never matches an IPv6 block, `::/0` included". */
export function inBlock(block: string, actual: string): boolean {
  const [network = '', length] = block.split('/');
  const wanted = parseAddress(network);
  const given = parseAddress(actual);
  if (wanted === null || given === null || wanted.width !== given.width) return false;
  const shift = BigInt(wanted.width - Number(length ?? wanted.width));
  return wanted.bits >> shift === given.bits >> shift;
}

/** An IPv4 or IPv6 address as a number; null if it is none. */
export function parseAddress(address: string): Address | null {
  return address.includes(':') ? parseV6(address) : parseV4(address);
}

function parseV4(address: string): Address | null {
  const parts = address.split('.');
  // "IPv4 octets with leading zeros rejected."
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return null;
  return { bits: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n), width: 32 };
}

function parseV6(address: string): Address | null {
  const [head = '', tail, more] = address.split('::');
  if (more !== undefined) return null;
  const groups = (half: string): readonly string[] => (half === '' ? [] : half.split(':'));
  const missing = 8 - groups(head).length - groups(tail ?? '').length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail ?? '')];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { bits: all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n), width: 128 };
}
