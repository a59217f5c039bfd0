import type { ServicePort, Workload } from '../../../cluster/types.ts';
import { holdersOf } from '../../../controlplane/ambient/ztunnelServices.ts';
import { handledBy, serviceWaypoint, workloadWaypoint } from '../../../controlplane/ambient/waypoints.ts';
import type { MeshService } from '../../../controlplane/serviceEntry.ts';
import type { World } from '../../../controlplane/world.ts';
import type { Tunnel } from '../../../model/tunnel.ts';

/** What the bytes in a tunnel are for, as a waypoint's `main_internal` listener tells it apart (0.4). */
export type WaypointTarget =
  | { readonly kind: 'service'; readonly service: MeshService; readonly port: ServicePort }
  /** `direct-tcp` and `direct-http`. */
  | { readonly kind: 'pod'; readonly workload: Workload; readonly port: number };

/** "The internal listener picks the per-service, per-port chain (or direct-… for pod-addressed traffic)." Null: no chain. */
export function waypointTarget(
  world: World,
  waypoint: Workload,
  { ip, port }: Tunnel['authority'],
): WaypointTarget | null {
  const own = holdersOf(world, ip).find((each) => handledBy(waypoint, serviceWaypoint(world, each.service)));
  if (own) {
    const { service } = own;
    const servicePort = service.ports.find((each) => each.port === port && each.protocol === 'TCP');
    return servicePort ? { kind: 'service', service, port: servicePort } : null;
  }
  const id = world.cluster.workloadByIp.get(ip);
  const workload = id === undefined ? undefined : world.cluster.workloads.get(id);
  if (!workload || !handledBy(waypoint, workloadWaypoint(world, workload))) return null;
  return { kind: 'pod', workload, port };
}
