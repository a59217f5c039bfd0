import type { World } from '../controlplane/world.ts';
import { type Journey, record } from './journey.ts';
import type { OutboundResult } from './outboundResult.ts';
import { land, type ProxyView } from './upstream.ts';

/** "Forwarded unchanged to the original IP:port, plaintext-as-given, no identity" (PT). */
export function passThrough(
  journey: Journey,
  world: World,
  ip: string,
  port: number,
  proxy: ProxyView,
): OutboundResult {
  const landing = land(world, ip, port);
  const endpoint = landing.kind === 'pod' ? landing.workload.id : null;
  record(journey, { kind: 'cluster', cluster: proxy.cluster, endpoint, address: `${ip}:${port}` }, 'passed');
  record(journey, { kind: 'transport', mode: 'plaintext', by: 'none' }, 'passed');
  return { kind: 'upstream', upstream: { landing, wire: journey.packet.wire, accepts: null, proxy } };
}
