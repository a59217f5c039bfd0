import type { Workload } from '../../../cluster/types.ts';
import type { World } from '../../../controlplane/world.ts';
import type { Tunnel } from '../../../model/tunnel.ts';
import { directWire } from '../../../model/wire.ts';
import type { Doors } from '../../doors.ts';
import { type Journey, record } from '../../journey.ts';
import { limitNetworks, type OutboundResult } from '../../outboundResult.ts';
import type { Router } from '../../takeRoute.ts';
import { toCluster } from '../../toCluster.ts';
import { acrossNetworks } from '../../../controlplane/networks.ts';
import { identityOf } from '../../../controlplane/certificates.ts';
import type { WaypointTarget } from './target.ts';

/** One connection inside a waypoint, behind its tunnel. */
export interface WaypointContext {
  readonly journey: Journey;
  readonly world: World;
  readonly waypoint: Workload;
  readonly target: WaypointTarget;
  readonly chain: string;
  readonly doors: Doors;
}

export function routerOf({ waypoint, journey, target }: WaypointContext): Router {
  const port = target.kind === 'service' ? target.port.port : target.port;
  return { client: waypoint, side: 'waypoint', dialled: journey.packet.destination.ip, port, scheme: 'http' };
}

/** What comes out of the chain, with its name for the access log. */
export function named({ chain }: WaypointContext, next: OutboundResult): OutboundResult {
  if (next.kind !== 'upstream' || next.upstream.proxy === null) return next;
  return { ...next, upstream: { ...next.upstream, proxy: { ...next.upstream.proxy, chain } } };
}

/** Where the bytes go without a route of a VirtualService: to the service's own cluster, or to the pod that was dialled. */
export function straight(context: WaypointContext, layer: 'HTTP' | 'TCP'): OutboundResult {
  const { journey, world, waypoint, target } = context;
  const route = layer === 'HTTP' ? 'default' : null;
  if (target.kind === 'pod') return toPod(context, target, layer);
  const { service, port } = target;
  const dialled = journey.packet.destination.ip;
  return toCluster(journey, world, waypoint, { side: 'waypoint', dialled, service, port, layer, subset: null, route });
}

/** Cluster `encap`: a tunnel to the pod. */
function toPod(
  { journey, world, waypoint }: WaypointContext,
  { workload, port }: Extract<WaypointTarget, { kind: 'pod' }>,
  layer: 'HTTP' | 'TCP',
): OutboundResult {
  const address = `${workload.ip}:${port}`;
  const detail = { kind: 'cluster', cluster: 'encap', endpoint: workload.id, address } as const;
  if (acrossNetworks(world, waypoint, workload)) return limitNetworks(journey, detail, workload);
  record(journey, detail, 'passed');
  const wire: Tunnel = {
    kind: 'hbone',
    presents: identityOf(world, waypoint),
    authority: { ip: workload.ip, port },
    service: null,
    inner: directWire(journey.packet.wire),
  };
  journey.packet = { ...journey.packet, wire };
  record(journey, { kind: 'transport', mode: 'hbone', by: 'tunnel' }, 'passed');
  const route = layer === 'HTTP' ? 'default' : null;
  const common = { side: 'waypoint', chain: null, retries: null } as const;
  const proxy = { ...common, client: waypoint, layer, cluster: 'encap', route };
  return { kind: 'upstream', upstream: { landing: { kind: 'pod', workload, port }, wire, accepts: null, proxy } };
}
