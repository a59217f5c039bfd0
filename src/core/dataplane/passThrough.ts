import type { World } from '../controlplane/world.ts';
import { type Journey, record } from './journey.ts';
import type { OutboundResult } from './outboundResult.ts';
import { land, type ProxyView } from './upstream.ts';
import { isLoopback } from './withinPod.ts';

/** "Forwarded unchanged to the original IP:port, plaintext-as-given, no identity" (PT). */
export function passThrough(
  journey: Journey,
  world: World,
  ip: string,
  port: number,
  proxy: ProxyView,
): OutboundResult {
  // "ORIGINAL_DST needs a restored address": what was dialled at a socket of the proxy's own has none.
  if (isLoopback(ip)) {
    record(journey, { kind: 'cluster', cluster: proxy.cluster, endpoint: null, address: null }, 'denied');
    const { cluster, route, chain, layer } = proxy;
    const log = { cluster, route, chain, flags: ['UH'] } as const;
    const http = { ...log, status: 503, details: 'no_healthy_upstream' } as const;
    const stop =
      layer === 'HTTP'
        ? { status: 503, body: 'no healthy upstream', log: http }
        : { status: null, body: '', log: { ...log, log: 'tcp' } as const };
    return { kind: 'stop', stop: { cause: 'noEndpoints', ...stop } };
  }
  const landing = land(world, ip, port);
  const endpoint = landing.kind === 'pod' ? landing.workload.id : null;
  record(journey, { kind: 'cluster', cluster: proxy.cluster, endpoint, address: `${ip}:${port}` }, 'passed');
  record(journey, { kind: 'transport', mode: 'plaintext', by: 'none' }, 'passed');
  return { kind: 'upstream', upstream: { landing, wire: journey.packet.wire, accepts: null, proxy } };
}
