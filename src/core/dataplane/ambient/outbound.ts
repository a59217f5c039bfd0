import type { Workload } from '../../cluster/types.ts';
import { hbonePort, takesHbone } from '../../controlplane/ambient/tunnels.ts';
import { identityOf } from '../../controlplane/certificates.ts';
import type { World } from '../../controlplane/world.ts';
import type { StepDetail } from '../../model/trace.ts';
import type { Tunnel } from '../../model/tunnel.ts';
import { directWire } from '../../model/wire.ts';
import { enter, type Journey, record } from '../journey.ts';
import type { OutboundResult } from '../outboundResult.ts';
import { landOnPod, type Upstream } from '../upstream.ts';
import { type NextHop, nextHop } from './nextHop.ts';

/** A captured pod's connection at the ztunnel of its node: look-up → next hop → HBONE or plaintext (11.E). */
export function throughZtunnel(
  journey: Journey,
  world: World,
  client: Workload,
  ip: string,
  port: number,
): OutboundResult {
  enter(journey, { kind: 'ztunnel', workload: client.id, side: 'outbound' });
  record(journey, { kind: 'capture', captured: true }, 'passed');
  const hop = nextHop(world, client, ip, port);
  const detail = detailOf(hop, ip, port);
  if (hop.kind === 'unmodelled') {
    record(journey, detail, 'undetermined');
    journey.limits.push({ code: 'trafficNotModelled', resource: hop.resource, name: hop.name });
    return { kind: 'limited' };
  }
  if (hop.kind === 'nowhere') {
    record(journey, detail, 'denied');
    const log = { log: 'ztunnel', cluster: null, details: hop.error } as const;
    return { kind: 'stop', stop: { cause: 'noEndpoints', status: null, body: '', log } };
  }
  record(journey, detail, 'passed');
  const upstream = upstreamOf(journey, world, client, hop, { ip, port });
  journey.packet = { ...journey.packet, wire: upstream.wire };
  const mode = upstream.wire.kind === 'hbone' ? 'hbone' : 'plaintext';
  record(journey, { kind: 'transport', mode, by: 'tunnel' }, 'passed');
  return { kind: 'upstream', upstream };
}

type Reachable = Exclude<NextHop, { kind: 'unmodelled' | 'nowhere' }>;

function upstreamOf(
  journey: Journey,
  world: World,
  client: Workload,
  hop: Reachable,
  dialled: Tunnel['authority'],
): Upstream {
  const inner = directWire(journey.packet.wire);
  const service = 'service' in hop ? (hop.service?.hostname ?? null) : null;
  const common = { accepts: null, proxy: null, ztunnel: { client, service } };
  const tunnel = (authority: Tunnel['authority']): Tunnel => ({
    kind: 'hbone',
    presents: identityOf(world, client),
    authority,
    service,
    inner,
  });
  switch (hop.kind) {
    case 'waypoint':
      // "Always HBONE here"; the waypoint learns the address that was dialled.
      return { ...common, landing: { kind: 'pod', workload: hop.waypoint, port: hbonePort }, wire: tunnel(dialled) };
    case 'workload': {
      const { workload, port } = hop;
      const landing = { kind: 'pod', workload, port } as const;
      // "Destination protocol HBONE → mTLS CONNECT to pod:15008; else plaintext."
      return { ...common, landing, wire: takesHbone(workload) ? tunnel({ ip: workload.ip, port }) : inner };
    }
    case 'address':
      return { ...common, landing: landOnPod(world, hop.ip, hop.port), wire: inner };
    case 'passthrough':
      return { ...common, landing: landOnPod(world, dialled.ip, dialled.port), wire: inner };
  }
}

function detailOf(hop: NextHop, ip: string, port: number): Extract<StepDetail, { kind: 'nextHop' }> {
  const service = 'service' in hop ? (hop.service?.hostname ?? null) : null;
  const common = { kind: 'nextHop', service } as const;
  switch (hop.kind) {
    case 'waypoint':
      return { ...common, to: 'waypoint', endpoint: hop.waypoint.id, address: `${hop.waypoint.ip}:${hbonePort}` };
    case 'workload':
      return { ...common, to: 'workload', endpoint: hop.workload.id, address: `${hop.workload.ip}:${hop.port}` };
    case 'address':
      return { ...common, to: 'workload', endpoint: null, address: `${hop.ip}:${hop.port}` };
    case 'passthrough':
      return { ...common, to: 'passthrough', endpoint: null, address: `${ip}:${port}` };
    case 'nowhere':
    case 'unmodelled':
      return { ...common, to: 'nowhere', endpoint: null, address: null };
  }
}
