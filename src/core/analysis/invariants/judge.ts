import { hostCovers } from '../../controlplane/visibility.ts';
import type { World } from '../../controlplane/world.ts';
import type { Demand, Scope } from '../../model/invariant.ts';
import type { Request } from '../../model/request.ts';
import type { WorkloadId } from '../../model/resource.ts';
import { isCaller } from './callers.ts';
import type { End } from './ends.ts';
import { inScope } from './scope.ts';

/** What one end of one request says about a demand: it breaks it, leaves it open, or does not speak against it. */
export type Judgement = 'breaks' | 'unclear' | 'keeps';

/** A demand over many requests; one about a single request is judged by how that ends. */
export type WideDemand = Exclude<Demand, { readonly kind: 'flow' | 'unknown' }>;

/** Judges one end of a request. What the engine cannot tell is unclear wherever it could matter. */
export function judge(world: World, demand: WideDemand, { caller }: Request, end: End): Judgement {
  // The node's own probes reach every pod: "they are not part of the mesh".
  if (end.verdict === 'denied' || caller.kind === 'kubelet') return 'keeps';
  if (end.verdict === 'undetermined') return mayMatter(world, demand, caller, end) ? 'unclear' : 'keeps';
  return breaks(world, demand, caller, end) ? 'breaks' : 'keeps';
}

type Caller = Request['caller'];

function breaks(world: World, demand: WideDemand, caller: Caller, end: End): boolean {
  switch (demand.kind) {
    case 'onlyCallers':
      return arrives(demand, end) && !isCaller(world, demand.callers, caller);
    case 'mtls':
      return arrives(demand, end) && end.legs.length > 0 && end.legs.at(-1)?.wire !== 'mtls';
    case 'knownIdentity':
      // What stays in a pod meets no proxy and needs none.
      return arrives(demand, end) && end.legs.length > 0 && !end.identified;
    case 'noPlaintext':
      return end.legs.some(
        ({ wire, from, to }) =>
          wire === 'plaintext' && (inScope(demand.within, to) || inScope(demand.within, from ?? workloadOf(caller))),
      );
    case 'egress': {
      const { outside } = end;
      if (outside === null || !inScope(demand.from, workloadOf(caller))) return false;
      return !demand.hosts.some((host) => hostCovers(host.toLowerCase(), outside.toLowerCase()));
    }
  }
}

function mayMatter(world: World, demand: WideDemand, caller: Caller, end: End): boolean {
  switch (demand.kind) {
    case 'onlyCallers':
      return mayArrive(world, demand.to, end) && !isCaller(world, demand.callers, caller);
    case 'mtls':
    case 'knownIdentity':
      return mayArrive(world, demand.to, end);
    case 'noPlaintext':
      return inScope(demand.within, workloadOf(caller)) || mayArrive(world, demand.within, end);
    case 'egress':
      return inScope(demand.from, workloadOf(caller)) && !staysInside(world, end);
  }
}

function arrives({ to, port }: { readonly to: Scope; readonly port: number | null }, end: End): boolean {
  return inScope(to, end.at) && (port === null || port === end.port);
}

/** A proxy on the way may send it on to anybody. */
function mayArrive(world: World, to: Scope, end: End): boolean {
  return end.at === null ? end.outside === null : inScope(to, end.at) || isOnTheWay(world, end.at);
}

function staysInside(world: World, { at }: End): boolean {
  return at !== null && !isOnTheWay(world, at);
}

function isOnTheWay({ cluster }: World, workload: WorkloadId): boolean {
  const proxy = cluster.workloads.get(workload)?.proxy;
  return proxy === 'gateway' || proxy === 'waypoint';
}

function workloadOf(caller: Caller): WorkloadId | null {
  return caller.kind === 'workload' ? caller.workload : null;
}
