import type { Workload } from '../../cluster/types.ts';
import { serviceFor } from '../../controlplane/registry.ts';
import type { World } from '../../controlplane/world.ts';
import type { RepairEdit } from '../../model/repair.ts';
import type { Request } from '../../model/request.ts';
import type { Trace } from '../../model/trace.ts';

/**
 * Edits that stop nothing by themselves and let others do so: a proxy comes onto the way of a request, or a host that proxies
 * know becomes unknown.
 */
export function bringIn(world: World, request: Request, trace: Trace): readonly RepairEdit[] {
  return [...injected(world, request, trace), ...captured(world, trace), ...hidden(world, request)];
}

/** "The pod label sidecar.istio.io/inject decides over the namespace's": of who stands at either end without a proxy. */
function injected(world: World, { caller }: Request, { delivery }: Trace): readonly RepairEdit[] {
  const ends = [delivery?.workload ?? null, caller.kind === 'workload' ? caller.workload : null];
  return ends.flatMap((id): RepairEdit[] => {
    const workload = id === null ? undefined : world.cluster.workloads.get(id);
    if (workload === undefined || workload.proxy !== 'none' || workload.hostNetwork) return [];
    const { resource, podPath } = workload;
    const path = [...podPath, 'metadata', 'labels', 'sidecar.istio.io/inject'];
    return [
      {
        code: 'inject',
        args: { resource: resource.id, workload: workload.id },
        edits: [{ op: 'set', resource: resource.id, path, value: 'true' }],
      },
    ];
  });
}

/** What a pod says that keeps the connection from its sidecar. */
function captured({ cluster }: World, { hops }: Trace): readonly RepairEdit[] {
  return hops.flatMap(({ steps }) =>
    steps.flatMap((step): RepairEdit[] => {
      if (step.kind !== 'capture' || step.captured) return [];
      return step.checks.flatMap(({ name, source, note }): RepairEdit[] => {
        if (source === null || note?.key.startsWith('capture.') !== true) return [];
        const owner = [...cluster.workloads.values()].find(({ resource }: Workload) => resource.id === source.resource);
        return [
          {
            code: 'capture',
            args: { resource: source.resource, field: name, workload: owner?.id ?? '' },
            edits: [{ op: 'remove', ...source }],
          },
        ];
      });
    }),
  );
}

/** "exportTo: ~ is for no namespace": the entry by which the caller's proxy knows an outside host. */
function hidden(world: World, { caller, target }: Request): readonly RepairEdit[] {
  const client = caller.kind === 'workload' ? world.cluster.workloads.get(caller.workload) : undefined;
  if (client === undefined || target.kind !== 'host') return [];
  const service = serviceFor(world, client, target.host.toLowerCase());
  if (service?.entry?.external !== true) return [];
  const { id } = service.resource;
  return [
    {
      code: 'hideEntry',
      args: { resource: id, value: target.host },
      edits: [{ op: 'set', resource: id, path: ['spec', 'exportTo'], value: ['~'] }],
    },
  ];
}
