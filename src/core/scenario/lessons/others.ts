import type { Request } from '../../model/request.ts';
import type { WorkloadId } from '../../model/resource.ts';
import type { Prepared } from '../prepare.ts';

/**
 * The same request, sent by everybody else: every workload that runs and is no proxy itself, but those in `but` and the one
 * that is called. Short names of hosts are read as the request's own caller reads them.
 */
export function othersOf(request: Request, but: readonly string[], { world }: Prepared): readonly Request[] {
  const { workloads, services } = world.cluster;
  const target = whole(request, (id) => workloads.get(id)?.namespace);
  const called = (id: WorkloadId): boolean => {
    if (target.kind === 'workload') return target.workload === id;
    const service = [...services.values()].find(({ hostname }) => isHost(target.host, hostname));
    if (service === undefined) return false;
    return service.ports.some((port) =>
      world.cluster.endpoints(service.hostname, port).some((each) => each.workload === id),
    );
  };
  return [...workloads.values()]
    .filter(({ id, running, proxy }) => running && proxy !== 'gateway' && proxy !== 'waypoint' && !but.includes(id))
    .filter(({ id }) => !called(id))
    .map(({ id }) => ({ ...request, id: `${request.id} ${id}`, target, caller: { kind: 'workload', workload: id } }));
}

function whole({ caller, target }: Request, namespaceOf: (id: WorkloadId) => string | undefined): Request['target'] {
  if (target.kind !== 'host' || target.host.includes('.') || caller.kind !== 'workload') return target;
  const namespace = namespaceOf(caller.workload);
  return namespace === undefined ? target : { ...target, host: `${target.host}.${namespace}` };
}

/** `backend.payments`, `backend.payments.svc`, `backend.payments.svc.cluster.local` */
function isHost(dialled: string, hostname: string): boolean {
  return hostname === dialled || hostname.startsWith(`${dialled}.`);
}
