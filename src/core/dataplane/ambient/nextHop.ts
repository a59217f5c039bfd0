import type { Workload } from '../../cluster/types.ts';
import { endpointsOf, serviceByAddress } from '../../controlplane/ambient/ztunnelServices.ts';
import {
  serviceWaypoint,
  unmodelledUse,
  waypointEndpoint,
  workloadWaypoint,
} from '../../controlplane/ambient/waypoints.ts';
import { mayBeHidden } from '../../controlplane/entryVisibility.ts';
import { acrossNetworks } from '../../controlplane/networks.ts';
import type { MeshService } from '../../controlplane/serviceEntry.ts';
import type { World } from '../../controlplane/world.ts';
import type { Resource, ResourceId } from '../../model/resource.ts';

/** Where ztunnel sends a connection (ztunnel `proxy/outbound.rs`, build_request). */
export type NextHop =
  | { readonly kind: 'waypoint'; readonly waypoint: Workload; readonly service: MeshService | null }
  | {
      readonly kind: 'workload';
      readonly workload: Workload;
      readonly port: number;
      readonly service: MeshService | null;
    }
  /** An endpoint that is no pod: a VM, or a host outside. */
  | { readonly kind: 'address'; readonly ip: string; readonly port: number; readonly service: MeshService }
  | { readonly kind: 'passthrough' }
  /** `error`: as ztunnel logs it. */
  | { readonly kind: 'nowhere'; readonly service: MeshService | null; readonly error: string }
  | { readonly kind: 'unmodelled'; readonly name: string; readonly resource: ResourceId | null };

/** "ztunnel looks up the destination: service VIP → its waypoint, or an endpoint; workload address; unknown → plain TCP" (11.E). */
export function nextHop(world: World, client: Workload, ip: string, port: number): NextHop {
  const id = world.cluster.workloadByIp.get(ip);
  const addressed = id === undefined ? undefined : world.cluster.workloads.get(id);
  if (addressed) return toWorkload(world, client, addressed, port);
  const service = serviceByAddress(world, ip, client.namespace);
  if (service === null) return { kind: 'passthrough' };
  if (mayBeHidden(world, client, service))
    return { kind: 'unmodelled', name: 'serviceEntryVisibility', resource: service.resource.id };
  const { labels } = service.resource;
  const use = serviceWaypoint(world, service);
  const unknown = unmodelledUse(world, labels, service.namespace, use, 'service');
  if (unknown !== null) return { kind: 'unmodelled', name: unknown, resource: service.resource.id };
  if (use.kind === 'waypoint') {
    // "External policy needs a ServiceEntry and an egress waypoint"; one that looks up what a request names is not modelled.
    if (service.entry && (service.entry.resolution === 'DYNAMIC_DNS' || service.hostname.startsWith('*')))
      return { kind: 'unmodelled', name: 'egressWaypoint', resource: service.resource.id };
    return throughWaypoint(world, client, use.gateway, service);
  }
  return toService(world, client, service, ip, port);
}

function throughWaypoint(world: World, client: Workload, gateway: Resource, service: MeshService | null): NextHop {
  const { workload: id = null } = waypointEndpoint(world, gateway) ?? {};
  const waypoint = id === null ? undefined : world.cluster.workloads.get(id);
  if (waypoint) return otherNetwork(world, client, waypoint) ?? { kind: 'waypoint', waypoint, service };
  return { kind: 'nowhere', service, error: `unknown waypoint: waypoint ${gateway.name} not found` };
}

function toService(world: World, client: Workload, service: MeshService, ip: string, port: number): NextHop {
  const resolution = service.entry?.resolution;
  // "DYNAMIC_DNS via waypoint only"; NONE goes where the client dialled.
  if (resolution === 'NONE') return { kind: 'passthrough' };
  if (resolution === 'DYNAMIC_DNS')
    return { kind: 'unmodelled', name: 'egressWaypoint', resource: service.resource.id };
  const servicePort = service.ports.find((each) => each.port === port && each.protocol === 'TCP');
  const endpoint = servicePort && endpointsOf(world, service, servicePort)[0];
  // "A service without endpoints and a port that the service does not declare: accepted, then closed."
  if (!endpoint) return { kind: 'nowhere', service, error: `no healthy upstream: ${ip}:${port}` };
  const workload = endpoint.workload === null ? undefined : world.cluster.workloads.get(endpoint.workload);
  if (!workload) return { kind: 'address', ip: endpoint.ip, port: endpoint.port, service };
  return otherNetwork(world, client, workload) ?? { kind: 'workload', workload, port: endpoint.port, service };
}

/** "Pod-IP calls skip a service waypoint: only a workload waypoint catches them." */
function toWorkload(world: World, client: Workload, workload: Workload, port: number): NextHop {
  const use = workloadWaypoint(world, workload);
  const unknown = unmodelledUse(world, workload.labels, workload.namespace, use, 'workload');
  if (unknown !== null) return { kind: 'unmodelled', name: unknown, resource: workload.resource.id };
  if (use.kind === 'waypoint') return throughWaypoint(world, client, use.gateway, null);
  return otherNetwork(world, client, workload) ?? { kind: 'workload', workload, port, service: null };
}

/** Pods of two networks meet through an east-west gateway and a second tunnel. */
function otherNetwork(world: World, client: Workload, server: Workload): NextHop | null {
  if (!acrossNetworks(world, client, server)) return null;
  return { kind: 'unmodelled', name: 'multiNetwork', resource: server.resource.id };
}
