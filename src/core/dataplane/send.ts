import { type Resolution, resolveName } from '../cluster/dns.ts';
import { hostnameOf } from '../cluster/services.ts';
import type { Workload } from '../cluster/types.ts';
import { sidecarScope } from '../controlplane/sidecarScope.ts';
import { networkPolicyFor } from '../controlplane/unmodelled/network.ts';
import type { World } from '../controlplane/world.ts';
import type { Request, Target } from '../model/request.ts';
import type { CallerView, Determining, Delivery, LogLine, StepId, Trace } from '../model/trace.ts';
import { isCapturedOutbound } from './capture.ts';
import { arrive } from './inbound.ts';
import type { InboundResult } from './inboundResult.ts';
import { enter, finish, type Journey, record, startJourney, type Stop } from './journey.ts';
import { limitResource, limitTraffic, limitWorkload } from './limits.ts';
import { callerWorkload, firstPacket } from './origin.ts';
import { outbound } from './outbound.ts';
import type { OutboundStop } from './outboundResult.ts';
import { bareView, proxiedSymptom } from './symptoms.ts';
import { land, landOnPod, type Landing, type ProxyView, type Upstream } from './upstream.ts';

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
  record(journey, { kind: 'send' }, 'passed');
  if (request.caller.kind === 'workload' && !client)
    return limited(journey, () => limitTraffic(journey, 'unknownCaller'));
  if (request.caller.kind === 'external' && request.target.kind === 'host')
    return fromOutside(journey, world, request.target);
  const address = resolve(journey, world, client);
  if (address === null) return ended(journey, { cause: 'dnsFailure', determining: null }, { kind: 'dnsError' });
  journey.packet = { ...journey.packet, destination: { ...journey.packet.destination, ip: address } };
  const { port } = request.target;
  const proxied = client?.proxy === 'sidecar' && isCapturedOutbound(client, address, port);
  if (client && client.proxy !== 'sidecar' && client.proxy !== 'none') {
    return limited(journey, () => limitWorkload(journey, client));
  }
  if (client && proxied) return throughClientProxy(journey, world, client, address, port);
  return onTheWire(journey, world, {
    landing: land(world, address, port),
    wire: journey.packet.wire,
    accepts: null,
    proxy: null,
  });
}

/** Through the Service of an ingress gateway, to the gateway's pod. Without one, the way in is not modelled. */
function fromOutside(journey: Journey, world: World, target: Extract<Target, { kind: 'host' }>): Trace {
  const [namespace = '', name = ''] = (target.via ?? '').split('/');
  const service = world.cluster.services.get(hostnameOf(name, namespace));
  const port = service?.ports.find((each) => each.port === target.port);
  const endpoint = service && port ? world.cluster.endpoints(service.hostname, port)[0] : undefined;
  if (!endpoint) return limited(journey, () => limitTraffic(journey, 'outside'));
  const landing = landOnPod(world, endpoint.ip, endpoint.port);
  return onTheWire(journey, world, { landing, wire: journey.packet.wire, accepts: null, proxy: null });
}

/** The address the application connects to; null: the name does not resolve. */
function resolve(journey: Journey, world: World, client: Workload | undefined): string | null {
  const { target } = journey.request;
  if (target.kind === 'workload') {
    const server = world.cluster.workloads.get(target.workload);
    if (!server) record(journey, { kind: 'dns', name: target.workload, address: null }, 'denied');
    return server?.ip ?? null;
  }
  const answer = lookUp(world, target.host, client?.namespace ?? 'default');
  const address = addressOf(world, answer);
  record(journey, { kind: 'dns', name: target.host, address }, address === null ? 'denied' : 'passed');
  return address;
}

function lookUp(world: World, host: string, namespace: string): Resolution {
  const key = `${namespace}:${host}`;
  const known = world.names.get(key);
  if (known) return known;
  const answer = resolveName(world.cluster, host, namespace);
  world.names.set(key, answer);
  return answer;
}

function addressOf(world: World, answer: Resolution): string | null {
  switch (answer.kind) {
    case 'service': {
      if (answer.service.clusterIp !== null) return answer.service.clusterIp;
      // A headless name resolves to the addresses of its pods; the first is taken.
      const first = answer.service.ports.flatMap((port) => world.cluster.endpoints(answer.service.hostname, port))[0];
      return first?.ip ?? null;
    }
    case 'podOfHeadless':
      return answer.workload.ip;
    case 'address':
    case 'external':
      return answer.ip;
    case 'notFound':
      return null;
  }
}

function throughClientProxy(journey: Journey, world: World, client: Workload, ip: string, port: number): Trace {
  const result = outbound(journey, world, client, ip, port);
  if (result.kind === 'upstream') return onTheWire(journey, world, result.upstream);
  if (result.kind === 'limited') return finish(journey, nothingKnown, null);
  const { stop } = result;
  journey.logs.push(clientLine(client, null, stop.log));
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
    : null;
  return { kind: 'setting', ref, name: 'outboundTrafficPolicy.mode', value };
}

function stopView(journey: Journey, stop: OutboundStop): CallerView {
  if (stop.status !== null) return { kind: 'http', status: stop.status, body: stop.body, headers: stop.headers ?? [] };
  return journey.request.tls ? { kind: 'tlsError' } : { kind: 'closed' };
}

/** Between the pods, then in at the other side, then the way back. */
function onTheWire(journey: Journey, world: World, upstream: Upstream): Trace {
  const { landing } = upstream;
  const workload = landing.kind === 'pod' ? landing.workload.id : null;
  const ip = landing.kind === 'pod' ? landing.workload.ip : landing.ip;
  journey.packet = { ...journey.packet, wire: upstream.wire, destination: { ip, port: landing.port, workload } };
  enter(journey, { kind: 'network' });
  record(journey, { kind: 'wire' }, landing.kind === 'nowhere' ? 'denied' : 'passed');
  const policy = networkPolicyFor(world, [
    callerWorkload(world, journey.request),
    landing.kind === 'pod' ? landing.workload : undefined,
  ]);
  if (policy)
    return limited(journey, () => limitResource(journey, { kind: 'networkPolicy', direction: 'ingress' }, policy));
  if (landing.kind === 'pod' && landing.workload.proxy !== 'sidecar' && landing.workload.proxy !== 'none') {
    return limited(journey, () => limitWorkload(journey, landing.workload));
  }
  const serverLines = journey.logs.length;
  const result = landed(journey, world, landing, upstream);
  return answered(journey, upstream, result, serverLines);
}

function landed(journey: Journey, world: World, landing: Landing, upstream: Upstream): InboundResult {
  switch (landing.kind) {
    case 'pod':
      return arrive(journey, world, landing.workload, landing.port, upstream.accepts);
    case 'outside':
      return outside(journey, landing.ip, landing.port);
    case 'nowhere':
      return {
        end: { kind: 'timeout' },
        stop: { cause: 'connectionTimeout', determining: null },
        delivery: null,
        allowedBy: null,
      };
  }
}

/** Outside servers are taken to answer, plaintext and TLS alike. */
function outside(journey: Journey, ip: string, port: number): InboundResult {
  const { target, payload } = journey.request;
  const { packet } = journey;
  enter(journey, { kind: 'outside', host: target.kind === 'host' ? target.host : ip });
  record(journey, { kind: 'deliver', port }, 'passed');
  const delivery: Delivery = {
    workload: null,
    external: `${ip}:${port}`,
    port,
    method: packet.http?.method ?? null,
    path: packet.http?.path ?? null,
    host: packet.http?.authority ?? null,
    peer: null,
    headers: packet.http?.headers ?? [],
    tls: packet.wire.kind === 'tls' ? packet.wire.sni : null,
  };
  const end =
    payload.kind === 'http'
      ? ({ kind: 'response', status: 200, body: '', headers: [] } as const)
      : ({ kind: 'connected' } as const);
  return { end, stop: null, delivery, allowedBy: null };
}

/** The answer travels back through the client's proxy, which translates failures and writes its own line. */
function answered(journey: Journey, upstream: Upstream, result: InboundResult, serverLines: number): Trace {
  const applicationTls = journey.request.tls !== null;
  let caller = bareView(result.end, applicationTls);
  if (upstream.proxy) {
    const symptom = proxiedSymptom(result.end, upstream, applicationTls);
    caller = symptom.caller;
    const server = journey.logs.splice(serverLines).filter((line) => !staysOpen(line, upstream, result));
    journey.logs.push(clientLine(upstream.proxy.client, upstream.proxy, symptom.log));
    for (let attempt = 0; attempt < symptom.attempts; attempt += 1) journey.logs.push(...server);
  }
  return finish(journey, { stop: result.stop, caller, delivery: result.delivery }, result.allowedBy);
}

/** An HTTP client's proxy keeps the connection for the next request, so the server's tcp_proxy has not logged it yet. */
function staysOpen(line: LogLine, upstream: Upstream, result: InboundResult): boolean {
  return result.stop === null && upstream.proxy?.layer === 'HTTP' && line.side === 'inbound' && line.log === 'tcp';
}

function clientLine(client: Workload, view: ProxyView | null, fields: Partial<LogLine>): LogLine {
  return {
    proxy: client.id,
    side: 'outbound',
    log: view?.layer === 'TCP' ? 'tcp' : 'http',
    status: null,
    flags: [],
    details: null,
    connectionTermination: null,
    cluster: view?.cluster ?? null,
    route: view?.route ?? null,
    chain: view?.chain ?? null,
    ...fields,
  };
}

const nothingKnown = { stop: null, caller: { kind: 'unknown' }, delivery: null } as const;

function limited(journey: Journey, limit: () => void): Trace {
  limit();
  return finish(journey, nothingKnown, null);
}

function ended(journey: Journey, stop: Stop, caller: CallerView): Trace {
  return finish(journey, { stop, caller, delivery: null }, null);
}
