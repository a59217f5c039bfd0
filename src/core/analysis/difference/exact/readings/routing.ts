import { type RouteEntry, routesOf } from '../../../../controlplane/httpRoutes.ts';
import type { World } from '../../../../controlplane/world.ts';
import type { WorkloadId } from '../../../../model/resource.ts';
import type { Hop, Trace } from '../../../../model/trace.ts';
import { reasonOf } from '../formula.ts';
import { routeFormula, routersOf } from '../routeFormula.ts';
import { type Asked, other, type Reading } from './reading.ts';

/** What VirtualServices at a client's sidecar read and change. */
export function routing(world: World, trace: Trace, hop: Hop, client: WorkloadId, { ground }: Asked) {
  const readings: Reading[] = [];
  const taken: RouteEntry[] = [];
  const step = hop.steps.find((each) => each.kind === 'route');
  const workload = world.cluster.workloads.get(client);
  const authority = trace.hops[0].steps[0].packet.http?.authority ?? '';
  if (step?.kind === 'route' && workload !== undefined) {
    const host = authority.toLowerCase().replace(/:\d+$/, '');
    const { namespace, labels } = workload;
    const scope = { gateway: 'mesh', port: trace.request.target.port, namespace, labels };
    for (const service of routersOf(world, step.virtualHost === null ? [host] : [host, step.virtualHost])) {
      for (const entry of routesOf(world, service, scope)) {
        const formula = routeFormula(entry, authority);
        const reason = reasonOf(formula, ground);
        readings.push(other(formula));
        if (reason.kind === 'doubt' || reason.holds) taken.push(entry);
        // "First match wins": what comes after it is not asked.
        if (reason.kind === 'known' && reason.holds) break;
      }
    }
  }
  return { readings, ...changedBy(taken) };
}

function changedBy(taken: readonly RouteEntry[]) {
  const routes = taken.map(({ route }) => route);
  return {
    path: routes.some(({ rewrite }) => rewrite?.uri !== undefined || rewrite?.uriRegexRewrite !== undefined),
    headers: routes
      .flatMap(({ headers, route }) => [headers?.request, ...(route ?? []).map((each) => each.headers?.request)])
      .flatMap((each) => [...Object.keys(each?.set ?? {}), ...Object.keys(each?.add ?? {}), ...(each?.remove ?? [])])
      .map((name) => name.toLowerCase()),
  };
}
