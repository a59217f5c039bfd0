import type { Workload } from '../../../cluster/types.ts';
import { backendPolicy } from '../../../controlplane/unmodelled/gatewayApi.ts';
import { proxyPatch } from '../../../controlplane/unmodelled/proxy.ts';
import type { World } from '../../../controlplane/world.ts';
import type { Unsettled } from '../../../model/invariant.ts';

/**
 * What may change the way of requests between pods, or out of the cluster, and is not known, or not looked into. `known`:
 * whatever services lead out of the cluster, they may.
 */
export function hiddenWays(world: World, known: boolean): readonly Unsettled[] {
  const { cluster, registry, mesh } = world;
  const workloads = [...cluster.workloads.values()];
  const services = [...registry.values()].flat();
  const found: Unsettled[] = [];
  const relay = workloads.find((each) => relays(world, each, known));
  if (relay !== undefined) found.push({ code: 'relay', name: relay.id });
  if (new Set(workloads.map(({ labels }) => labels['topology.istio.io/network'])).size > 1)
    found.push({ code: 'undetermined', name: 'multiNetwork' });
  if (mesh.entriesHidden !== 'fromNone' && services.some(({ entry }) => entry !== undefined))
    found.push({ code: 'undetermined', name: 'serviceEntryVisibility' });
  if (services.some((service) => backendPolicy(world, service) !== null))
    found.push({ code: 'undetermined', name: 'BackendTLSPolicy' });
  return found;
}

/** Whether a proxy could send on what it takes to where it may not go. */
function relays(world: World, workload: Workload, known: boolean): boolean {
  if (workload.proxy === 'waypoint') return true;
  // "A gateway has clusters of services alone, and no PassthroughCluster": nothing leads on but to them (5.3).
  return workload.proxy === 'gateway' && (!known || proxyPatch(world, workload) !== null);
}
