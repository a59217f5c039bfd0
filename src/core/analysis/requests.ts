import { resolveName } from '../cluster/dns.ts';
import type { World } from '../controlplane/world.ts';
import { requestWords } from '../model/naming.ts';
import type { NodeId, RequestOverview } from '../model/overview.ts';
import type { Caller, Request } from '../model/request.ts';
import type { Trace } from '../model/trace.ts';

/** A prepared request as an edge: from where to where, with its verdict. */
export function requestOf(world: World, request: Request, trace: Trace): RequestOverview {
  const { id, title } = request;
  return {
    id,
    title,
    from: nodeOf(request.caller),
    to: reached(trace) ?? meant(world, request),
    verdict: trace.verdict.kind,
    encryption: encryptionOf(trace),
    what: requestWords(request),
  };
}

function nodeOf(caller: Caller): NodeId {
  return caller.kind === 'workload' ? caller.workload : 'outside';
}

/** The workload whose door the packet came to, or would have. */
function reached({ hops, delivery }: Trace): NodeId | null {
  if (delivery?.workload) return delivery.workload;
  const last = hops.at(-1)?.at;
  if (last?.kind === 'outside') return `external:${last.host}`;
  for (const { at, steps } of hops.toReversed()) {
    if (at.kind === 'sidecar' && at.side === 'inbound') return at.workload;
    const { workload } = steps[0].packet.destination;
    if (at.kind === 'network' && workload !== null) return workload;
    const chosen = steps.findLast((step) => step.kind === 'cluster');
    if (chosen?.kind === 'cluster' && chosen.endpoint !== null) return chosen.endpoint;
  }
  return null;
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
  return endpoints.find((endpoint) => endpoint.workload !== null)?.workload ?? `external:${target.host}`;
}

/** How it travels between the pods. */
function encryptionOf({ hops }: Trace): RequestOverview['encryption'] {
  const wire = hops.flatMap(({ steps }) => steps).findLast((step) => step.kind === 'wire');
  const kind = wire?.packet.wire.kind;
  return kind === 'mtls' || kind === 'plaintext' ? kind : 'unknown';
}
