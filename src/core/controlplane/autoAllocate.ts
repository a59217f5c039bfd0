import { isIPv4 } from '../cluster/addresses.ts';
import { objectsAt, textAt } from '../cluster/fields.ts';
import type { ServiceEntry } from './serviceEntry.ts';

/** The addresses that istiod made up for hosts of ServiceEntries, by resource and host. */
export type AutoAddresses = ReadonlyMap<string, string>;

/**
 * "A ServiceEntry without addresses gets one per host from 240.240.0.0/16; never for resolution NONE" (4.2): the one in its
 * status, else the next that is free. `entries` come oldest first, as istiod meets them.
 */
export function autoAddresses(entries: readonly ServiceEntry[]): AutoAddresses {
  const allocated = new Map<string, string>();
  const used = new Set(entries.flatMap(({ spec }) => spec.addresses ?? []));
  const eligible = entries.filter(isEligible);
  for (const entry of eligible) {
    for (const { host, ip } of statusOf(entry)) {
      if (allocated.has(autoKey(entry, host))) continue;
      allocated.set(autoKey(entry, host), ip);
      used.add(ip);
    }
  }
  let next = 1;
  for (const entry of eligible) {
    for (const host of entry.spec.hosts.filter((each) => keepsHost(entry, each))) {
      const key = autoKey(entry, host);
      if (allocated.has(key)) continue;
      while (used.has(nth(next))) next += 1;
      allocated.set(key, nth(next));
      next += 1;
    }
  }
  return allocated;
}

export function autoKey({ resource }: ServiceEntry, host: string): string {
  return `${resource.id}|${host.toLowerCase()}`;
}

/** Whether an address is one that istiod made up: nothing on the network has it. */
export function isAutoAllocated(ip: string): boolean {
  return ip.startsWith('240.240.');
}

/** "The label networking.istio.io/enable-autoallocate-ip: false" opts out (istio `ip_autoallocation.go`). */
function isEligible({ resource, spec }: ServiceEntry): boolean {
  if (!spec.resolution || spec.resolution === 'NONE' || (spec.addresses ?? []).length > 0) return false;
  return resource.labels['networking.istio.io/enable-autoallocate-ip']?.toLowerCase() !== 'false';
}

/** "Only keep wildcarded hosts if the resolution is dynamic DNS" (istio `ipallocate.go`). */
function keepsHost({ spec }: ServiceEntry, host: string): boolean {
  return !host.includes('*') || spec.resolution === 'DYNAMIC_DNS';
}

function statusOf({ resource }: ServiceEntry): readonly { readonly host: string; readonly ip: string }[] {
  return objectsAt(resource.body, 'status', 'addresses').flatMap((each) => {
    const [host, ip] = [textAt(each, 'host'), textAt(each, 'value')];
    return host !== null && ip !== null && isIPv4(ip) ? [{ host, ip }] : [];
  });
}

function nth(index: number): string {
  return `240.240.${(index >> 8) & 0xff}.${index & 0xff}`;
}
