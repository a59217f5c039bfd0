import { words } from '../../content/locales/en/canvas.ts';
import type { NodeId, RequestOverview } from '../../core/model/overview.ts';
import type { Request } from '../../core/model/request.ts';
import type { WorkloadId } from '../../core/model/resource.ts';

/** A request as a row shows it: `reviews → backend`, `GET /charges`. */
export interface RequestWords {
  readonly from: string;
  readonly to: string;
  readonly what: string;
}

/** The short name of a node: the workload without its namespace, the host, or "outside". */
export function nodeName(id: NodeId): string {
  if (id === 'outside') return words.outsideName;
  for (const prefix of ['external:', 'namespace:']) if (id.startsWith(prefix)) return id.slice(prefix.length);
  return id.slice(id.indexOf('/') + 1);
}

export function wordsOfOverview({ from, to, what }: RequestOverview): RequestWords {
  return { from: nodeName(from), to: nodeName(to), what };
}

/** The same words for a request that is not in the document. */
export function wordsOf({ caller, target, payload }: Request): RequestWords {
  return {
    from:
      caller.kind === 'workload'
        ? shortName(caller.workload)
        : caller.kind === 'kubelet'
          ? 'kubelet'
          : words.outsideName,
    to: target.kind === 'workload' ? shortName(target.workload) : (target.host.split('.')[0] ?? target.host),
    what: payload.kind === 'http' ? `${payload.method} ${payload.path}` : `TCP ${target.port}`,
  };
}

function shortName(id: WorkloadId): string {
  return nodeName(id);
}
