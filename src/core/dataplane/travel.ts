import type { Workload } from '../cluster/types.ts';
import { hbonePort } from '../controlplane/ambient/tunnels.ts';
import type { World } from '../controlplane/world.ts';
import type { LogLine } from '../model/trace.ts';
import { arriveAtZtunnel } from './ambient/inbound.ts';
import { originateLines } from './ambient/waypoint/originate.ts';
import { throughWaypoint } from './ambient/waypoint/waypoint.ts';
import { behindZtunnel, ztunnelLine } from './ambient/ztunnelLog.ts';
import type { Arrival } from './doors.ts';
import type { ServerCheck } from './handshake.ts';
import { throughGateway } from './gateway/gateway.ts';
import { arriveAtPod } from './inbound.ts';
import type { InboundResult } from './inboundResult.ts';
import { enter, type Journey, record } from './journey.ts';
import { networkCheckpoint } from './network/network.ts';
import { outside } from './outside.ts';
import { arriveAsProbe } from './probe.ts';
import { proxyLine } from './proxyLog.ts';
import { bareView, proxiedSymptom } from './symptoms.ts';
import type { Landing, Upstream } from './upstream.ts';

/** More proxies in a row than this is a loop of routes. */
const longest = 12;

const nothingKnown: InboundResult = { end: { kind: 'timeout' }, stop: null, delivery: null, allowedBy: null };

/** The connection arrives at a pod's address: through its sidecar or gateway, or straight to the application. */
export function arrive(
  journey: Journey,
  world: World,
  server: Workload,
  port: number,
  accepts: ServerCheck | null,
): InboundResult {
  const doors = { arrive, travel };
  const probed = arriveAsProbe(journey, world, server);
  if (probed !== null) return probed;
  if (server.proxy === 'gateway') return throughGateway(journey, world, server, port, accepts, doors);
  if (server.proxy === 'ambient') return arriveAtZtunnel(journey, world, server, port);
  if (server.proxy === 'waypoint') return throughWaypoint(journey, world, server, doors);
  return arriveAtPod(journey, world, server, port, accepts, doors);
}

/** Between the pods, then in at the other side, then the way back. */
export function travel(journey: Journey, world: World, upstream: Upstream): Arrival {
  const { landing } = upstream;
  const sender = journey.packet.source.workload;
  const workload = landing.kind === 'pod' ? landing.workload.id : null;
  const ip = landing.kind === 'pod' ? landing.workload.ip : landing.ip;
  // "Ambient: pod→pod mesh traffic is TCP 15008" (10.11), whatever port is meant inside.
  const port = upstream.wire.kind === 'hbone' ? hbonePort : landing.port;
  journey.packet = { ...journey.packet, wire: upstream.wire, destination: { ip, port, workload } };
  enter(journey, { kind: 'network' });
  const ends = {
    source: sender === null ? undefined : world.cluster.workloads.get(sender),
    sourceIp: journey.packet.source.ip ?? '',
    destination: landing.kind === 'pod' ? landing.workload : undefined,
    destinationIp: ip,
    port,
  };
  const serverLines = journey.logs.length;
  const heldBack = networkCheckpoint(journey, world, 'egress', ends);
  if (heldBack) return answered(journey, upstream, heldBack, serverLines);
  record(journey, { kind: 'wire' }, landing.kind === 'nowhere' ? 'denied' : 'passed');
  const keptOut = networkCheckpoint(journey, world, 'ingress', ends);
  if (keptOut) return answered(journey, upstream, keptOut, serverLines);
  if (journey.hops.length > longest) {
    journey.limits.push({ code: 'trafficNotModelled', resource: null, name: 'loop' });
    return { result: nothingKnown, caller: { kind: 'unknown' } };
  }
  const result = landed(journey, world, landing, upstream);
  return answered(journey, upstream, result, serverLines);
}

function landed(journey: Journey, world: World, landing: Landing, upstream: Upstream): InboundResult {
  switch (landing.kind) {
    case 'pod':
      return arrive(journey, world, landing.workload, landing.port, upstream.accepts);
    case 'outside':
      return outside(journey, world, landing.ip, landing.port, upstream.accepts);
    case 'nowhere':
      return {
        end: { kind: 'timeout' },
        stop: { cause: 'connectionTimeout', determining: null },
        delivery: null,
        allowedBy: null,
      };
  }
}

/** The answer travels back through the proxy that opened the connection, which translates failures and writes its own line. */
function answered(journey: Journey, upstream: Upstream, result: InboundResult, serverLines: number): Arrival {
  const applicationTls = journey.applicationTls !== null;
  if (upstream.ztunnel) {
    const { caller, error } = behindZtunnel(result.end, upstream.wire.kind === 'hbone', applicationTls);
    const { client, service } = upstream.ztunnel;
    journey.logs.splice(serverLines, 0, ztunnelLine(client, 'outbound', service, error));
    return { result, caller };
  }
  if (!upstream.proxy) return { result, caller: bareView(result.end, applicationTls) };
  const symptom = proxiedSymptom(result.end, upstream, journey.packet.http, applicationTls);
  const server = journey.logs.splice(serverLines).filter((line) => !staysOpen(line, upstream, result));
  const { client, side } = upstream.proxy;
  journey.logs.push(proxyLine(client, side, upstream.proxy, symptom.log), ...originateLines(upstream, result.end));
  for (let attempt = 0; attempt < symptom.attempts; attempt += 1) journey.logs.push(...server);
  return { result, caller: symptom.caller };
}

/** An HTTP client's proxy keeps the connection for the next request, so the server's tcp_proxy has not logged it yet. */
function staysOpen(line: LogLine, upstream: Upstream, result: InboundResult): boolean {
  return result.stop === null && upstream.proxy?.layer === 'HTTP' && line.side === 'inbound' && line.log === 'tcp';
}
