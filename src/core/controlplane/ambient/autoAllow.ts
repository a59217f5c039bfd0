import type { WaypointUse } from '../../cluster/useWaypoint.ts';
import type { Workload } from '../../cluster/types.ts';
import type { Resource } from '../../model/resource.ts';
import type { PolicyRef } from '../../model/trace.ts';
import { principalOf } from '../identity.ts';
import type { World } from '../world.ts';
import { isInstanceOf, serviceWaypoint, workloadWaypoint } from './waypoints.ts';

/** The ALLOW policy that istiod makes up for a waypoint: its own service accounts may come in. */
export interface AutoAllow {
  readonly ref: PolicyRef;
  readonly principals: readonly string[];
}

/** The flag that turns them on. */
export const autoAllowFlag = 'PILOT_AUTO_ALLOW_WAYPOINT_POLICY';

/**
 * "Istiod synthesizes one ALLOW policy per waypoint and lists it on each workload using that waypoint. It flips
 * `no ALLOW → accept`: direct traffic is then refused unless another ALLOW admits it" (10.5).
 */
export function autoAllowed(world: World, workload: Workload): readonly AutoAllow[] {
  if (world.flags[autoAllowFlag] !== 'true') return [];
  const uses = [
    workloadWaypoint(world, workload),
    ...world.cluster.servicesOf(workload.id).map((service) => serviceWaypoint(world, service)),
  ];
  const gateways = new Set(uses.flatMap(gatewayOf));
  return [...gateways].flatMap((gateway) => {
    const pods = [...world.cluster.workloads.values()].filter((each) => isInstanceOf(each, gateway));
    const principals = pods.map((pod) => principalOf(world.mesh, pod));
    const { id, namespace, name } = gateway;
    const ref = { resource: id, namespace, name: `istio_allow_waypoint_${namespace}_${name}` };
    return principals.length === 0 ? [] : [{ ref, principals }];
  });
}

function gatewayOf(use: WaypointUse): readonly Resource[] {
  return use.kind === 'waypoint' ? [use.gateway] : [];
}
