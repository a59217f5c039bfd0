import { resolveName } from '../cluster/dns.ts';
import { selects } from '../cluster/endpoints.ts';
import type { World } from '../controlplane/world.ts';
import { requestWords } from '../model/naming.ts';
import type { NodeId, RequestLeg, RequestOverview } from '../model/overview.ts';
import type { Caller, Request } from '../model/request.ts';
import type { Packet, Trace } from '../model/trace.ts';
import type { Tunnel } from '../model/tunnel.ts';

/** A prepared request as an edge: from where to where, with its verdict. */
export function requestOf(world: World, request: Request, trace: Trace): RequestOverview {
  const { id, title } = request;
  const to = reached(world, trace) ?? meant(world, request);
  return {
    id,
    title,
    from: nodeOf(request.caller),
    to,
    verdict: trace.verdict.kind,
    legs: legsOf(trace, nodeOf(request.caller), to),
    what: request.at === undefined ? requestWords(request) : `${requestWords(request)}, ${request.at}`,
  };
}

function nodeOf(caller: Caller): NodeId {
  if (caller.kind === 'kubelet') return 'kubelet';
  return caller.kind === 'workload' ? caller.workload : 'outside';
}

/** The workload whose door the packet came to, or would have. */
function reached(world: World, { hops, delivery }: Trace): NodeId | null {
  if (delivery?.workload) return delivery.workload;
  const last = hops.at(-1)?.at;
  if (last?.kind === 'outside') return `external:${last.host}`;
  const waypoints = waypointsOf(hops);
  for (const { at, steps } of hops.toReversed()) {
    if ((at.kind === 'sidecar' || at.kind === 'ztunnel') && at.side === 'inbound') return at.workload;
    const { workload } = steps[0].packet.destination;
    // A waypoint is on the way, and never what was meant.
    if (at.kind === 'network' && workload !== null && !waypoints.has(workload)) return workload;
    const chosen = steps.findLast((step) => step.kind === 'cluster');
    if (chosen?.kind === 'cluster' && chosen.endpoint !== null && !waypoints.has(chosen.endpoint))
      return chosen.endpoint;
    const { wire } = steps[0].packet;
    const behind = at.kind === 'waypoint' && wire.kind === 'hbone' ? atAddress(world, wire.authority) : null;
    if (behind !== null) return behind;
  }
  return null;
}

/** The pod that a tunnel is for: by its own address, or the first behind a service's. */
function atAddress({ cluster }: World, { ip, port }: Tunnel['authority']): NodeId | null {
  const service = cluster.services.get(cluster.serviceByIp.get(ip) ?? '');
  const servicePort = service?.ports.find((each) => each.port === port);
  const [first] = service && servicePort ? cluster.endpoints(service.hostname, servicePort) : [];
  return cluster.workloadByIp.get(ip) ?? first?.workload ?? null;
}

function waypointsOf(hops: Trace['hops']): ReadonlySet<NodeId> {
  return new Set(hops.flatMap(({ at }) => (at.kind === 'waypoint' ? [at.workload] : [])));
}

/** What was dialled, for requests that did not get that far. */
function meant({ cluster }: World, { caller, target }: Request): NodeId {
  if (target.kind === 'workload') return target.workload;
  const namespace =
    caller.kind === 'workload' ? (cluster.workloads.get(caller.workload)?.namespace ?? 'default') : 'default';
  const found = resolveName(cluster, target.host, namespace);
  if (found.kind === 'podOfHeadless') return found.workload.id;
  if (found.kind === 'address') return cluster.workloadByIp.get(found.ip) ?? `external:${target.host}`;
  if (found.kind !== 'service') return `external:${target.host}`;
  const { service } = found;
  const ports = [...service.ports].sort((a, b) => Number(b.port === target.port) - Number(a.port === target.port));
  const endpoints = ports.flatMap((port) => cluster.endpoints(service.hostname, port));
  const ready = endpoints.find((endpoint) => endpoint.workload !== null)?.workload;
  // Where none is ready, the pods that the service would lead to.
  const chosen = ready ?? [...cluster.workloads.values()].find((workload) => selects(service, workload))?.id;
  return chosen ?? `external:${target.host}`;
}

/** From pod to pod: each time it crosses the network. What got nowhere is one leg to what was meant. */
function legsOf({ hops }: Trace, from: NodeId, to: NodeId): readonly RequestLeg[] {
  const wires = hops.flatMap(({ steps }) => steps.filter((step) => step.kind === 'wire'));
  if (wires.length === 0) return [{ from, to, encryption: 'unknown' }];
  const waypoints = waypointsOf(hops);
  let sender = from;
  return wires.map(({ packet }, index) => {
    const last = index === wires.length - 1;
    const { workload } = packet.destination;
    const through = workload !== null && (!last || waypoints.has(workload)) ? workload : to;
    const tunnel = packet.wire.kind === 'hbone' ? ({ hbone: true } as const) : {};
    const leg = { from: sender, to: through, encryption: encryptionOf(packet), ...tunnel };
    sender = leg.to;
    return leg;
  });
}

function encryptionOf({ wire }: Packet): RequestLeg['encryption'] {
  if (wire.kind === 'hbone') return 'mtls';
  return wire.kind === 'tls' ? 'unknown' : wire.kind;
}
