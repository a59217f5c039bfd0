import type { Workload } from '../../cluster/types.ts';
import { type PolicyChain, policyChain } from '../policyChain.ts';
import type { MeshService } from '../serviceEntry.ts';
import type { World } from '../world.ts';

/**
 * The filters of a waypoint for one service; null: for traffic that is addressed to pods.
 * "Policies are computed per service chain" (0.4). Built once per world.
 */
export function waypointListener(world: World, waypoint: Workload, service: MeshService | null): PolicyChain {
  const key = `${waypoint.id} ${service === null ? '' : `${service.namespace}/${service.hostname}`}`;
  const known = world.waypointListeners.get(key);
  if (known) return known;
  const built = policyChain(world, waypoint, service);
  world.waypointListeners.set(key, built);
  return built;
}
