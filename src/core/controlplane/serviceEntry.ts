import type { Service, ServicePort } from '../cluster/types.ts';
import { selectProtocol } from '../cluster/protocol.ts';
import type { ServiceEntrySpec } from '../yaml/schema/serviceEntry.ts';
import { type AutoAddresses, autoKey } from './autoAllocate.ts';
import type { Admitted } from './world.ts';

export type ServiceEntry = Admitted<ServiceEntrySpec>;

/** How a proxy finds the addresses of a ServiceEntry's host (5.2). */
export type Resolution = 'NONE' | 'STATIC' | 'DNS' | 'DYNAMIC_DNS';

/** What a ServiceEntry says beyond what every service has. */
export interface EntryFacts {
  readonly spec: ServiceEntrySpec;
  readonly resolution: Resolution;
  /** "MESH_EXTERNAL (default): auto mTLS is never used" (5.1). */
  readonly external: boolean;
  /** What clients dial: addresses and CIDR ranges. */
  readonly addresses: readonly string[];
  /** The address that istiod made up, for proxies that answer DNS; null: none. */
  readonly auto: string | null;
}

/** A service as istiod's registry has it: a Kubernetes Service, or one host of a ServiceEntry. */
export type MeshService = Service & { readonly entry?: EntryFacts };

/** The services that a ServiceEntry makes known, one per host (5.1). */
export function servicesOfEntry(admitted: ServiceEntry, auto: AutoAddresses): readonly MeshService[] {
  const { resource, spec } = admitted;
  const entry: Omit<EntryFacts, 'auto'> = {
    spec,
    // "DNS_ROUND_ROBIN → LOGICAL_DNS": to one request the same as DNS.
    resolution: spec.resolution === 'DNS_ROUND_ROBIN' ? 'DNS' : (spec.resolution ?? 'NONE'),
    external: spec.location !== 'MESH_INTERNAL',
    // "A range of one address is that address" (istio `conversion.go`).
    addresses: (spec.addresses ?? []).map((each) => each.replace(/^([\d.]+)\/32$|^([\da-fA-F:.]+)\/128$/, '$1$2')),
  };
  return spec.hosts.map((host) => ({
    hostname: host.toLowerCase(),
    namespace: resource.namespace,
    name: resource.name,
    resource,
    clusterIp: entry.addresses.find((address) => !address.includes('/')) ?? null,
    headless: false,
    externalName: null,
    selector: null,
    ports: (spec.ports ?? []).map(portOf),
    creationTimestamp: resource.creationTimestamp,
    entry: { ...entry, auto: auto.get(autoKey(admitted, host)) ?? null },
  }));
}

type Port = NonNullable<ServiceEntrySpec['ports']>[number];

function portOf({ number, name, protocol, targetPort }: Port, index: number): ServicePort {
  // "The protocol is a field of its own; the port's name says nothing."
  const { declared, application } = selectProtocol('TCP', number, null, (protocol ?? '').toLowerCase());
  return {
    name,
    port: number,
    targetPort: targetPort || number,
    protocol: 'TCP',
    appProtocol: protocol ?? null,
    declared,
    application,
    index,
  };
}
