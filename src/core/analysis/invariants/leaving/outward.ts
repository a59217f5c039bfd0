import { entryEndpoints } from '../../../controlplane/entryEndpoints.ts';
import type { MeshService } from '../../../controlplane/serviceEntry.ts';
import { hostCovers } from '../../../controlplane/visibility.ts';
import type { World } from '../../../controlplane/world.ts';
import type { Unsettled } from '../../../model/invariant.ts';

/** Why a service that sidecars know may lead out of the cluster to others than some hosts; null: none does. */
export function outward(world: World, hosts: readonly string[]): Unsettled | null {
  for (const service of [...world.registry.values()].flat()) {
    const leads = leadsOut(world, service);
    if (leads === 'anywhere') return { code: 'anyAddress', name: service.hostname };
    if (leads === 'there' && !hosts.some((host) => hostCovers(host.toLowerCase(), service.hostname)))
      return { code: 'host', name: service.hostname };
  }
  return null;
}

function leadsOut(world: World, service: MeshService): 'anywhere' | 'there' | 'nowhere' {
  const { entry, hostname } = service;
  // "NONE connects to the dialled IP"; "Dynamic forward proxy": the name in the request (5.3).
  if (entry?.resolution === 'NONE' || entry?.resolution === 'DYNAMIC_DNS') return 'anywhere';
  const endpoints = service.ports.flatMap((port) =>
    entry === undefined ? world.cluster.endpoints(hostname, port) : entryEndpoints(world, service, entry, port),
  );
  return endpoints.some(({ ip }) => !world.cluster.workloadByIp.has(ip)) ? 'there' : 'nowhere';
}
