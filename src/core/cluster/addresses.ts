/** Hands out addresses in order, each from its own place in the line, and none twice. */
export interface AddressPool {
  /** The address for the nth member; `fixed` if it has one of its own. */
  readonly take: (index: number, fixed: string | null) => string;
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.');
}

/**
 * A pool that begins at `network` + 10. Fixed addresses are never handed out; a member with a fixed address
 * still keeps its place, so that giving one does not move the others.
 */
export function addressPool(network: number, fixed: ReadonlySet<string>, members: number): AddressPool {
  let overflow = members;
  return {
    take: (index, own) => {
      if (own !== null) return own;
      let address = dotted(network + 10 + index);
      while (fixed.has(address)) address = dotted(network + 10 + overflow++);
      return address;
    },
  };
}

/** 10.244.0.0, where pods live. */
export const podNetwork = 0x0af40000;
/** 172.18.0.0, where nodes live. */
export const nodeNetwork = 0xac120000;
/** 10.96.0.0, where Services live. */
export const serviceNetwork = 0x0a600000;

/** A made-up, always equal address in 198.18.0.0/15 for a name outside the cluster. */
export function outsideAddress(host: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(host.toLowerCase())) hash = Math.imul(hash ^ byte, 0x01000193);
  const network = 0xc6120000;
  return dotted(network + Math.min(1 + (hash & 0x1ffff), 0x1fffe));
}

export function isIPv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

export function isIPv6(text: string): boolean {
  return /^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*$/i.test(text);
}
