import type { Name } from '../model/message.ts';
import { shortName } from '../model/naming.ts';
import type { Place, Trace } from '../model/trace.ts';

/** What stands at a place, by name; null for an unnamed caller and the network. */
export function nameAt(at: Place): Name {
  switch (at.kind) {
    case 'app':
    case 'sidecar':
    case 'gateway':
    case 'ztunnel':
    case 'waypoint':
      return shortName(at.workload);
    case 'outside':
      return at.host;
    case 'client':
    case 'network':
      return null;
  }
}

/** A text for a place that is the same in every trace. */
export function placeId(at: Place): string {
  switch (at.kind) {
    case 'app':
      return `${at.workload}/app`;
    case 'sidecar':
      return `${at.workload}/${at.side}`;
    case 'gateway':
      return `${at.workload}/gateway`;
    case 'ztunnel':
      return `${at.workload}/ztunnel-${at.side}`;
    case 'waypoint':
      return `${at.workload}/waypoint`;
    case 'outside':
      return `outside/${at.host}`;
    case 'client':
    case 'network':
      return at.kind;
  }
}

/** The server of a request as far as the trace got to know it; else what was dialled. */
export function serverName({ hops, request }: Trace): Name {
  for (const { at, steps } of hops.toReversed()) {
    if (at.kind === 'network') {
      const { workload } = steps[0].packet.destination;
      if (workload !== null) return shortName(workload);
    } else if (at.kind === 'sidecar' && at.side === 'outbound') {
      const chosen = steps.find((step) => step.kind === 'cluster');
      if (chosen?.kind === 'cluster' && chosen.endpoint !== null) return shortName(chosen.endpoint);
    } else if (at.kind === 'ztunnel' && at.side === 'outbound') {
      const next = steps.find((step) => step.kind === 'nextHop');
      if (next?.kind === 'nextHop' && next.endpoint !== null) return shortName(next.endpoint);
    } else if (at.kind === 'client' || (at.kind === 'app' && isCaller(at, request))) {
      break;
    } else return nameAt(at);
  }
  const { target } = request;
  return target.kind === 'host' ? target.host : shortName(target.workload);
}

function isCaller(at: Extract<Place, { kind: 'app' }>, request: Trace['request']): boolean {
  return request.caller.kind === 'workload' && request.caller.workload === at.workload;
}
