import { stringsAt, textAt, valueAt } from '../cluster/fields.ts';
import type { Workload } from '../cluster/types.ts';
import { requestOf } from '../analysis/requests.ts';
import type { World } from '../controlplane/world.ts';
import type { RequestOverview } from '../model/overview.ts';
import type { Request } from '../model/request.ts';
import type { Resource, WorkloadId } from '../model/resource.ts';
import type { Trace } from '../model/trace.ts';
import type { EvaluationMemory } from './memory.ts';
import type { Prepared } from './prepare.ts';

/** What the walk of a prepared request came to. */
export interface KnownEdge {
  readonly told: RequestOverview;
  /** Every workload whose proxy, program or address it had to do with. */
  readonly met: ReadonlySet<WorkloadId>;
}

/** The edges of the last document, and all that it was made of. */
export interface KnownEdges {
  readonly scenario: Resource | null;
  readonly resources: ReadonlyMap<string, Resource> | null;
  readonly edges: ReadonlyMap<string, KnownEdge>;
}

/**
 * The prepared requests as edges. Whoever types in one policy changes few of them: a request is sent again only where a
 * policy that differs from the last time may act on somebody whom it met.
 */
export function edgesOf(
  { parsed, resources, world, sendOf }: Prepared,
  requests: readonly Request[],
  memory: EvaluationMemory,
): readonly RequestOverview[] {
  const { scenario } = parsed;
  const byId = indexed(resources);
  const differing = differingPolicies(memory.edges, { scenario, resources: byId });
  const edges = new Map<string, KnownEdge>();
  const touched = new Map<WorkloadId, boolean>();
  const isTouched = (id: WorkloadId): boolean => {
    const known = touched.get(id);
    if (known !== undefined) return known;
    const made = differing === null || differing.some((policy) => mayActOn(world, policy, id));
    touched.set(id, made);
    return made;
  };
  const told = requests.map((request) => {
    // At another time it goes through another world.
    if (request.at !== undefined) return requestOf(world, request, sendOf(request));
    const key = JSON.stringify(request);
    const known = differing === null ? undefined : memory.edges?.edges.get(key);
    const edge = known !== undefined && ![...known.met].some(isTouched) ? known : walked(world, request, sendOf);
    edges.set(key, edge);
    return edge.told;
  });
  memory.edges = { scenario, resources: byId, edges };
  return told;
}

function walked(world: World, request: Request, sendOf: (request: Request) => Trace): KnownEdge {
  const trace = sendOf(request);
  const met = new Set<WorkloadId>();
  for (const { at, steps } of trace.hops) {
    if ('workload' in at) met.add(at.workload);
    for (const { packet } of steps)
      for (const { workload } of [packet.source, packet.destination]) if (workload !== null) met.add(workload);
  }
  return { told: requestOf(world, request, trace), met };
}

/** By id; null: two have the same, and which of them counts is not asked. */
function indexed(resources: readonly Resource[]): ReadonlyMap<string, Resource> | null {
  const byId = new Map<string, Resource>(resources.map((resource) => [resource.id, resource]));
  return byId.size === resources.length ? byId : null;
}

/** AuthorizationPolicies that are not as they were, in both forms; null: anything else differs, or nothing is known. */
function differingPolicies(
  before: KnownEdges | null,
  after: Pick<KnownEdges, 'scenario' | 'resources'>,
): readonly Resource[] | null {
  if (before === null || before.resources === null || after.resources === null) return null;
  if (before.scenario !== after.scenario) return null;
  const differing: Resource[] = [];
  const compare = (all: ReadonlyMap<string, Resource>, others: ReadonlyMap<string, Resource>): boolean => {
    for (const [id, resource] of all) {
      const other = others.get(id);
      if (asksOthers(resource)) return false;
      if (other === resource || other?.body === resource.body) continue;
      if (resource.kind !== 'AuthorizationPolicy') return false;
      differing.push(resource);
    }
    return true;
  };
  return compare(before.resources, after.resources) && compare(after.resources, before.resources) ? differing : null;
}

/** Whether an external authorizer is met hangs on policies at that one, which is no part of the walk. */
function asksOthers({ kind, body }: Resource): boolean {
  return kind === 'AuthorizationPolicy' && textAt(body, 'spec', 'action') === 'CUSTOM';
}

/** Whether it could, whatever else it says. */
function mayActOn({ cluster, mesh }: World, { namespace, body }: Resource, id: WorkloadId): boolean {
  // What stands behind a reference is not asked here.
  if (valueAt(body, ['spec', 'targetRefs']) !== undefined || valueAt(body, ['spec', 'targetRef']) !== undefined)
    return true;
  const workload = cluster.workloads.get(id);
  // "For a waypoint service chain also the service's namespace" (1.2).
  if (workload === undefined || workload.proxy === 'gateway' || workload.proxy === 'waypoint') return true;
  // "For a proxy in namespace N: policies of {root, N}" (1.2).
  if (namespace !== workload.namespace && namespace !== mesh.rootNamespace) return false;
  return isSelected(workload, body);
}

/** "Every selector label equals the workload's label" (1.3). */
function isSelected({ labels }: Workload, body: Resource['body']): boolean {
  return Object.entries(stringsAt(body, 'spec', 'selector', 'matchLabels')).every(
    ([key, wants]) => labels[key] === wants,
  );
}
