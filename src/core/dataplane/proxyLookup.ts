import { isIPv4, isIPv6 } from '../cluster/addresses.ts';
import type { Workload } from '../cluster/types.ts';
import type { MeshService } from '../controlplane/serviceEntry.ts';
import type { World } from '../controlplane/world.ts';
import { nameLookup, type Unasked } from './network/nameLookup.ts';

/**
 * "DNS → STRICT_DNS of endpoints, or of the host itself when none given; DYNAMIC_DNS → dynamic forward proxy" (5.2): Envoy asks
 * for these names itself, from its own pod. The policies that keep it from DNS; null: none does, or it has nothing to ask.
 */
export function proxyLookup(world: World, proxy: Workload, { entry, hostname }: MeshService): Unasked | null {
  if (entry?.resolution !== 'DNS' && entry?.resolution !== 'DYNAMIC_DNS') return null;
  const { endpoints = [], workloadSelector } = entry.spec;
  const asked = endpoints.length === 0 ? [hostname] : endpoints.map(({ address }) => address ?? '');
  // One address that needs no question is enough.
  if (workloadSelector || asked.some((each) => isIPv4(each) || isIPv6(each))) return null;
  return nameLookup(world, proxy);
}
