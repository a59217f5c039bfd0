import { hostnameOf } from '../cluster/services.ts';
import type { Workload } from '../cluster/types.ts';
import { sidecarScope } from '../controlplane/sidecarScope.ts';
import type { World } from '../controlplane/world.ts';
import type { Request, Target } from '../model/request.ts';
import type { CallerView, Check, Determining, StepId, Trace } from '../model/trace.ts';
import { wireByHand } from './ambient/byHand.ts';
import { throughZtunnel } from './ambient/outbound.ts';
import { bypass, outboundBypass } from './capture.ts';
import { dialledAddress } from './dialledAddress.ts';
import { hostNetworkChecks } from './explain/hostNetwork.ts';
import { enter, finish, type Journey, record, startJourney, type Stop } from './journey.ts';
import { limitTraffic, limitWorkload } from './limits.ts';
import { callerWorkload, firstPacket, passing } from './origin.ts';
import { outbound } from './outbound.ts';
import type { OutboundResult, OutboundStop } from './outboundResult.ts';
import { aimProbe } from './probe.ts';
import { proxyLine } from './proxyLog.ts';
import { meetsOwnListener, staysInPod, withinPod } from './withinPod.ts';
import { travel } from './travel.ts';
import { land, landOnPod, type Upstream } from './upstream.ts';
import { sendTooEarly } from './waiting.ts';

export interface SendOptions {
  /** Steps that count as passed although they would refuse: to find what else would stop the request. */
  readonly waive?: ReadonlySet<StepId>;
}

const noSteps: ReadonlySet<StepId> = new Set();

/**
 * Walks one request through the configuration that istiod would push, and records every decision.
 * Never throws; what is not modelled on the way makes the verdict `undetermined` and is named in `limits`.
 */
export function send(world: World, request: Request, options: SendOptions = {}): Trace {
  const journey = startJourney(request, firstPacket(world, request), options.waive ?? noSteps);
  const client = callerWorkload(world, request);
  enter(journey, client ? { kind: 'app', workload: client.id } : { kind: 'client' });
  record(journey, { kind: 'send' }, 'passed', hostNetworkChecks(client));
  if (request.caller.kind === 'workload' && !client)
    return limited(journey, () => limitTraffic(journey, 'unknownCaller'));
  if (request.caller.kind === 'external' && request.target.kind === 'host')
    return fromOutside(journey, world, request.target);
  if (client?.waiting !== undefined && client.waiting !== 'proxy') return tooEarly(journey, world, client);
  const dialled = dialledAddress(journey, world, client);
  if (dialled.kind === 'limited') return finish(journey, nothingKnown, null);
  if (dialled.kind === 'failed')
    return ended(journey, { cause: 'dnsFailure', determining: dialled.determining }, { kind: 'dnsError' });
  const { address } = dialled;
  journey.packet = { ...journey.packet, destination: { ...journey.packet.destination, ip: address } };
  const { port } = request.target;
  if (client && meetsOwnListener(world, client, address, port))
    return throughClientProxy(journey, world, client, address, port);
  if (staysInPod(client, address)) return toItself(journey, world, client, port);
  if (client?.proxy === 'gateway' || client?.proxy === 'waypoint') {
    return limited(journey, () => limitWorkload(journey, client));
  }
  if (client?.proxy === 'ambient')
    return sent(journey, world, client, throughZtunnel(journey, world, client, address, port));
  const past = client?.proxy === 'sidecar' ? wayPast(request, client, address) : null;
  const proxied = client?.proxy === 'sidecar' && past === null;
  if (client?.waiting !== undefined && proxied) return tooEarly(journey, world, client);
  if (client && proxied) return throughClientProxy(journey, world, client, address, port);
  if (past !== null) record(journey, { kind: 'capture', captured: false }, 'passed', [past]);
  const landing = aimProbe(journey, land(world, address, port));
  return dispatched(journey, world, { landing, wire: wireByHand(journey, landing), accepts: null, proxy: null });
}

/** Why a connection does not meet the sidecar of its own pod; null: it does. */
function wayPast({ caller, target }: Request, client: Workload, address: string): Check | null {
  if (passing(caller, client) === null) return outboundBypass(client, address, target.port);
  const word = { kind: 'value', value: client.name } as const;
  return bypass('capture.leftOut', 'iptables', null, word, word);
}

function toItself(journey: Journey, world: World, client: Workload | undefined, port: number): Trace {
  // A caller that is no pod has a loopback that nobody knows; a gateway's is Envoy's own.
  if (!client || client.proxy === 'gateway' || client.proxy === 'waypoint')
    return limited(journey, () => limitTraffic(journey, 'loopback'));
  const { result, caller } = withinPod(journey, world, client, port);
  return finish(journey, { stop: result.stop, caller, delivery: result.delivery }, null);
}

function tooEarly(journey: Journey, world: World, client: Workload): Trace {
  const { stop, view } = sendTooEarly(journey, world, client);
  return ended(journey, stop, view);
}

/** Through the Service of an ingress gateway, to the gateway's pod. Without one, the way in is not modelled. */
function fromOutside(journey: Journey, world: World, target: Extract<Target, { kind: 'host' }>): Trace {
  const [namespace = '', name = ''] = (target.via ?? '').split('/');
  const service = world.cluster.services.get(hostnameOf(name, namespace));
  const port = service?.ports.find((each) => each.port === target.port);
  const endpoint = service && port ? world.cluster.endpoints(service.hostname, port)[0] : undefined;
  if (!endpoint) return limited(journey, () => limitTraffic(journey, 'outside'));
  const landing = landOnPod(world, endpoint.ip, endpoint.port);
  return dispatched(journey, world, { landing, wire: journey.packet.wire, accepts: null, proxy: null });
}

function throughClientProxy(journey: Journey, world: World, client: Workload, ip: string, port: number): Trace {
  return sent(journey, world, client, outbound(journey, world, client, ip, port));
}

/** What the client's own proxy, or its ztunnel, made of the connection. */
function sent(journey: Journey, world: World, client: Workload, result: OutboundResult): Trace {
  if (result.kind === 'upstream') return dispatched(journey, world, result.upstream);
  if (result.kind === 'limited') return finish(journey, nothingKnown, null);
  const { stop } = result;
  if (stop.log !== null) journey.logs.push(proxyLine(client, 'outbound', null, stop.log));
  const { cause } = stop;
  const determining: Determining | null = stop.determining ?? policyModeSetting(world, client, cause);
  return ended(journey, { cause, determining }, stopView(journey, stop));
}

function policyModeSetting(world: World, client: Workload, cause: Stop['cause']): Determining | null {
  if (cause !== 'blockAll' && cause !== 'blackHole') return null;
  const { sidecar, outbound: value } = sidecarScope(world, client);
  // A Sidecar that says so decides; else the mesh's own setting.
  const ref = sidecar?.spec.outboundTrafficPolicy
    ? { resource: sidecar.resource.id, path: ['spec', 'outboundTrafficPolicy'] }
    : world.meshSource(['outboundTrafficPolicy', 'mode']);
  return { kind: 'setting', ref, name: 'outboundTrafficPolicy.mode', value };
}

function stopView(journey: Journey, stop: OutboundStop): CallerView {
  if (stop.status !== null) return { kind: 'http', status: stop.status, body: stop.body, headers: stop.headers ?? [] };
  return journey.request.tls ? { kind: 'tlsError' } : { kind: 'closed' };
}

/** Across the network to the other side; what the calling program sees in the end. */
function dispatched(journey: Journey, world: World, upstream: Upstream): Trace {
  const { result, caller } = travel(journey, world, upstream);
  return finish(journey, { stop: result.stop, caller, delivery: result.delivery }, result.allowedBy);
}

const nothingKnown = { stop: null, caller: { kind: 'unknown' }, delivery: null } as const;

function limited(journey: Journey, limit: () => void): Trace {
  limit();
  return finish(journey, nothingKnown, null);
}

function ended(journey: Journey, stop: Stop, caller: CallerView): Trace {
  return finish(journey, { stop, caller, delivery: null }, null);
}
