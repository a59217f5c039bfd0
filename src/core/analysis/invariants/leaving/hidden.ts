import { backendPolicy } from '../../../controlplane/unmodelled/gatewayApi.ts';
import type { World } from '../../../controlplane/world.ts';
import type { Unsettled } from '../../../model/invariant.ts';

/** What may change the way of requests between pods, or out of the cluster, and is not known, or not looked into. */
export function hiddenWays(world: World): readonly Unsettled[] {
  const { cluster, registry, mesh } = world;
  const workloads = [...cluster.workloads.values()];
  const services = [...registry.values()].flat();
  const found: Unsettled[] = [];
  const relay = workloads.find(({ proxy }) => proxy === 'gateway' || proxy === 'waypoint');
  if (relay !== undefined) found.push({ code: 'relay', name: relay.id });
  if (new Set(workloads.map(({ labels }) => labels['topology.istio.io/network'])).size > 1)
    found.push({ code: 'undetermined', name: 'multiNetwork' });
  if (mesh.entriesHidden !== 'fromNone' && services.some(({ entry }) => entry !== undefined))
    found.push({ code: 'undetermined', name: 'serviceEntryVisibility' });
  if (services.some((service) => backendPolicy(world, service) !== null))
    found.push({ code: 'undetermined', name: 'BackendTLSPolicy' });
  return found;
}
