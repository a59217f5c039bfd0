import type { Service, ServicePort, Workload } from '../cluster/types.ts';
import type { World } from '../controlplane/world.ts';
import { shortName } from '../model/naming.ts';
import type { Request } from '../model/request.ts';

/** As many as fit in a list at a glance. */
const most = 8;

/** Requests to begin with where a document has none: to each service, from a workload that is not behind it. */
export function suggestRequests({ cluster }: World): readonly Request[] {
  const workloads = [...cluster.workloads.values()].filter(({ running }) => running);
  // A caller with a sidecar shows most: its proxy takes part in the story.
  const callers = [
    ...workloads.filter(({ proxy }) => proxy === 'sidecar'),
    ...workloads.filter(({ proxy }) => proxy === 'none'),
  ];
  const suggested: Request[] = [];
  for (const service of cluster.services.values()) {
    for (const port of service.ports) {
      if (suggested.length === most) return suggested;
      const request = port.protocol === 'TCP' ? suggestion(cluster, service, port, callers) : null;
      if (request !== null && !suggested.some(({ id }) => id === request.id)) suggested.push(request);
    }
  }
  return suggested;
}

function suggestion(
  cluster: World['cluster'],
  service: Service,
  port: ServicePort,
  callers: readonly Workload[],
): Request | null {
  const behind = new Set(cluster.endpoints(service.hostname, port).map(({ workload }) => workload));
  const others = callers.filter(({ id }) => !behind.has(id));
  // A stranger from another namespace makes the better question.
  const caller = others.find(({ namespace }) => namespace !== service.namespace) ?? others[0];
  if (caller === undefined || behind.size === 0) return null;
  const http = port.declared === 'HTTP' || (port.declared === 'AUTO' && port.application === 'unknown');
  return {
    id: `${shortName(caller.id)}-${service.name}-${port.port}`,
    title: '',
    caller: { kind: 'workload', workload: caller.id },
    target: { kind: 'host', host: `${service.name}.${service.namespace}`, port: port.port, via: null },
    payload: http
      ? { kind: 'http', method: 'GET', path: '/', host: null, headers: [], version: '1.1' }
      : { kind: 'tcp' },
    tls: null,
  };
}
