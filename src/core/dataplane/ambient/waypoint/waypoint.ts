import { acceptedTrustDomains } from '../../../controlplane/trustDomain.ts';
import type { ServicePort, Workload } from '../../../cluster/types.ts';
import { waypointListener } from '../../../controlplane/ambient/waypointListener.ts';
import { handledBy, serviceWaypoint } from '../../../controlplane/ambient/waypoints.ts';
import { isTls } from '../../../controlplane/streamRoutes.ts';
import { proxyPatch } from '../../../controlplane/unmodelled/proxy.ts';
import type { World } from '../../../controlplane/world.ts';
import type { Resource } from '../../../model/resource.ts';
import type { Doors } from '../../doors.ts';
import { httpChain } from '../../httpChain.ts';
import { type InboundResult, stopped } from '../../inboundResult.ts';
import { enter, isReadableHttp, type Journey, record } from '../../journey.ts';
import { limitResource, limitWorkload } from '../../limits.ts';
import { tcpChain } from '../../tcpChain.ts';
import { mainInternalLine } from '../mainInternal.ts';
import { endTunnel } from '../tunnelEnd.ts';
import { waypointHttp } from './http.ts';
import { type WaypointTarget, waypointTarget } from './target.ts';
import { waypointTcp } from './tcp.ts';

/** A connection arrives at a waypoint: tunnel → chain of the service or pod it is for → policies → route → onward (0.4). */
export function throughWaypoint(journey: Journey, world: World, waypoint: Workload, doors: Doors): InboundResult {
  enter(journey, { kind: 'waypoint', workload: waypoint.id });
  const { wire } = journey.packet;
  if (wire.kind !== 'hbone') return limited(() => limitWorkload(journey, waypoint));
  const patch = proxyPatch(world, waypoint);
  if (patch) return unmodelled(journey, patch);
  const refused = endTunnel(journey, world, waypoint, wire, acceptedTrustDomains(world));
  if (refused) return refused;
  // "Optional layer at the CONNECT itself when `ENABLE_LAYERED_WAYPOINT_AUTHORIZATION_POLICIES=true`" (0.4).
  if (world.flags[layeredFlag] === 'true') return limited(() => limitLayers(journey));
  const target = waypointTarget(world, waypoint, wire.authority);
  if (target === null) {
    record(journey, { kind: 'listener', listener: 'main_internal', chain: null }, 'denied');
    const reset = 'upstream_reset_after_response_started{connection_termination}';
    journey.logs.push({ ...mainInternalLine(waypoint, 'waypoint'), flags: ['UC'], details: reset });
    return stopped({ kind: 'closed' }, 'noEndpoints', null);
  }
  const layer = layerOf(target, isReadableHttp(journey));
  const chain = chainName(target, layer);
  if (journey.sni !== '' && !inspects(world, waypoint, target)) journey.sni = '';
  record(journey, { kind: 'listener', listener: 'main_internal', chain }, 'passed');
  const service = target.kind === 'service' ? target.service : null;
  const policies = { server: waypoint, listener: waypointListener(world, waypoint, service), doors };
  const context = { journey, world, waypoint, target, chain, doors };
  const result =
    layer === 'HTTP'
      ? httpChain(journey, world, { ...policies, ...waypointHttp(context) })
      : tcpChain(journey, world, { ...policies, ...waypointTcp(context) });
  const closed = result.end.kind === 'closed';
  const details = 'upstream_reset_after_response_started{connection_termination}';
  journey.logs.push({ ...mainInternalLine(waypoint, 'waypoint'), ...(closed ? { flags: ['UC'], details } : {}) });
  return result;
}

const layeredFlag = 'ENABLE_LAYERED_WAYPOINT_AUTHORIZATION_POLICIES';

function limitLayers(journey: Journey): void {
  record(journey, { kind: 'listener', listener: 'connect_terminate', chain: null }, 'undetermined');
  journey.limits.push({ code: 'trafficNotModelled', resource: null, name: 'layeredWaypoint' });
}

/** "TCP chain for TCP service ports"; what no port declares is sniffed. */
export function layerOf(target: WaypointTarget, isHttp: boolean): 'HTTP' | 'TCP' {
  const declared = target.kind === 'service' ? target.port.declared : 'AUTO';
  if (declared === 'AUTO') return isHttp ? 'HTTP' : 'TCP';
  return declared;
}

/**
 * Whether there is a TLS inspector, without which there is no server name: where a service of the waypoint has TLS it is on,
 * but for the port numbers that its services have for something else alone (istio `listener_waypoint.go`).
 */
export function inspects(world: World, waypoint: Workload, target: WaypointTarget): boolean {
  const services = [...world.registry.values()].flat();
  const ports = services
    .filter((each) => handledBy(waypoint, serviceWaypoint(world, each)))
    .flatMap((each) => each.ports);
  const tls = ports.filter(isTls);
  const number = target.kind === 'service' ? target.port.port : target.port;
  const has = (list: readonly ServicePort[]): boolean => list.some(({ port }) => port === number);
  return tls.length > 0 && (has(tls) || !has(ports));
}

function chainName(target: WaypointTarget, layer: 'HTTP' | 'TCP'): string {
  const protocol = layer.toLowerCase();
  if (target.kind === 'pod') return `direct-${protocol}`;
  return `inbound-vip|${target.port.port}|${protocol}|${target.service.hostname}`;
}

function unmodelled(journey: Journey, resource: Resource): InboundResult {
  const detail = { kind: 'listener', listener: 'main_internal', chain: null } as const;
  return limited(() => limitResource(journey, detail, resource));
}

function limited(limit: () => void): InboundResult {
  limit();
  return { end: { kind: 'timeout' }, stop: null, delivery: null, allowedBy: null };
}
