import type { Workload } from '../../cluster/types.ts';
import type { MeshService } from '../../controlplane/serviceEntry.ts';
import type { World } from '../../controlplane/world.ts';
import type { Check, Hop, Step, StepId, Trace } from '../../model/trace.ts';
import { waypointTarget } from '../ambient/waypoint/target.ts';
import { type Concern, notAttached } from './notAttached.ts';

/** In the order of the filters of a chain (0.1). */
const concerns: readonly Concern[] = ['CUSTOM', 'JWT', 'AUDIT', 'DENY', 'ALLOW'];

/** For the steps of a trace: what was looked at and has no part in them. Asked for when somebody looks, never by `send`. */
export function asidesOf(world: World, trace: Trace): ReadonlyMap<StepId, readonly Check[]> {
  const asides = new Map<StepId, readonly Check[]>();
  for (const hop of trace.hops) {
    const workload = guardOf(world, hop);
    if (workload === undefined) continue;
    for (const concern of concerns) {
      const step = stepFor(hop, concern);
      if (step === undefined) continue;
      const found = notAttached(world, workload, concern, serviceAt(world, workload, hop));
      if (found.length > 0) asides.set(step.id, [...(asides.get(step.id) ?? []), ...found]);
    }
  }
  return asides;
}

/** The workload whose proxy applies policies at this hop. */
function guardOf(world: World, { at }: Hop): Workload | undefined {
  const guarded =
    at.kind === 'gateway' ||
    at.kind === 'waypoint' ||
    ((at.kind === 'sidecar' || at.kind === 'ztunnel') && at.side === 'inbound');
  return guarded ? world.cluster.workloads.get(at.workload) : undefined;
}

/** The service of the chain that a waypoint has taken; null elsewhere. */
function serviceAt(world: World, workload: Workload, { at, steps }: Hop): MeshService | null {
  const end = steps.find((step) => step.kind === 'connect');
  const { ip = null, port = 0 } = end?.packet.destination ?? {};
  const target = at.kind === 'waypoint' && ip !== null ? waypointTarget(world, workload, { ip, port }) : null;
  return target?.kind === 'service' ? target.service : null;
}

/** What comes next where there is no filter. */
const behindFilters: ReadonlySet<Step['kind']> = new Set(['inboundRoute', 'route', 'cluster', 'connect', 'capture']);

/** The filter's own step; without any policy there is no filter, and the step behind all of them stands for it. */
function stepFor({ steps }: Hop, concern: Concern): Step | undefined {
  const own = steps.find((step) => isAbout(step, concern));
  return own ?? steps.find(({ kind }) => behindFilters.has(kind));
}

function isAbout(step: Step, concern: Concern): boolean {
  if (concern === 'CUSTOM') return step.kind === 'extAuthz';
  if (concern === 'JWT') return step.kind === 'jwt';
  return step.kind === 'rbac' && step.action === concern;
}
