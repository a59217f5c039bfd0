import type { Workload } from '../cluster/types.ts';
import { ownPort } from '../controlplane/outboundPort.ts';
import { ownListenerAt, sidecarScope } from '../controlplane/sidecarScope.ts';
import type { World } from '../controlplane/world.ts';
import type { Arrival } from './doors.ts';
import { toApplication } from './inbound.ts';
import { type Journey, record } from './journey.ts';
import { limitTraffic } from './limits.ts';
import { bareView } from './symptoms.ts';

/** What the sidecar and its agent listen on inside the pod: the admin interface, metrics, health, DNS. */
const ownPorts: readonly number[] = [15000, 15001, 15004, 15006, 15020, 15021, 15053, 15090];

const nothingKnown: Arrival = {
  result: { end: { kind: 'timeout' }, stop: null, delivery: null, allowedBy: null },
  caller: { kind: 'unknown' },
};

/** Whether a connection never leaves the pod: to the loopback, or to the pod's own address. */
export function staysInPod(client: Workload | undefined, ip: string): boolean {
  return isLoopback(ip) || (client !== undefined && ip === client.ip);
}

/** Whether the client's proxy listens there by itself: "captureMode: NONE creates real sockets" (4.12). */
export function meetsOwnListener(world: World, client: Workload | undefined, ip: string, port: number): boolean {
  if (client?.proxy !== 'sidecar') return false;
  const own = ownListenerAt(sidecarScope(world, client), ip, port);
  return own !== null && own.bound && ownPort(world, client, own, port) !== null;
}

/** "App→127.0.0.1 or own pod IP: no hops" (11.G): not captured, no policy, no proxy (9.7). */
export function withinPod(journey: Journey, world: World, client: Workload, port: number): Arrival {
  const { packet, applicationTls } = journey;
  const source = isLoopback(packet.destination.ip ?? '') ? packet.destination.ip : client.ip;
  journey.packet = {
    ...packet,
    source: { ip: source, workload: client.id },
    destination: { ...packet.destination, workload: client.id },
  };
  const goesPast = { kind: 'capture', captured: false } as const;
  if (client.proxy === 'sidecar' && ownPorts.includes(port)) {
    record(journey, goesPast, 'undetermined');
    limitTraffic(journey, 'ownPort');
    return nothingKnown;
  }
  if (client.proxy === 'sidecar') record(journey, goesPast, 'passed');
  const result = toApplication(journey, world, client, port, false, null);
  return { result, caller: bareView(result.end, applicationTls !== null) };
}

/** "0.0.0.0" means the loopback to whoever dials it. */
export function isLoopback(ip: string): boolean {
  return ip.startsWith('127.') || ip === '::1' || ip === '0.0.0.0';
}
