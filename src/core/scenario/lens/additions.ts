import { bindToWaypoint } from '../../analysis/ambient/bind.ts';
import { connect } from '../../analysis/ambient/connect.ts';
import { withoutHttp } from '../../analysis/ambient/l4.ts';
import { policyConditions } from '../../controlplane/ambient/conditions.ts';
import { serviceWaypoint } from '../../controlplane/ambient/waypoints.ts';
import { ztunnelAttached } from '../../controlplane/ambient/ztunnelPolicies.ts';
import type { Policy } from '../../controlplane/authorization/attached.ts';
import { targetRefs } from '../../controlplane/policyAttachment.ts';
import { hasSelector, labelMisses } from '../../controlplane/selector.ts';
import type { World } from '../../controlplane/world.ts';
import { hostnameOf } from '../../cluster/services.ts';
import type { Workload } from '../../cluster/types.ts';
import type { Addition, AdditionKind, Additions, CannotAdd } from '../../model/addition.ts';
import type { Edit } from '../../model/lint.ts';
import type { ResourceId } from '../../model/resource.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { applyEdits } from '../../yaml/applyEdits.ts';
import { lineChanges } from '../../yaml/lineChanges.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { memoryBeside } from '../side.ts';

interface Draft {
  readonly kind: AdditionKind;
  readonly edits: readonly Edit[];
  readonly services: readonly string[];
  readonly pods: readonly string[];
  readonly along: readonly string[];
}

interface Drafts {
  readonly drafts: readonly Draft[];
  readonly cannot: CannotAdd | null;
}

/**
 * For each AuthorizationPolicy that is not enforced as written in ambient mode, the edits after which it is. Each was made:
 * istiod's status has nothing more to say of the policy then, and none is refused. Where a waypoint is no way out, why. Never throws.
 */
export function additionsOf(document: HopwiseDocument, memory: EvaluationMemory): Additions {
  const { world } = prepare(document, memory);
  const short = shortOf(world);
  const additions: Addition[] = [];
  const cannot: Additions['cannot'][number][] = [];
  for (const policy of short.values()) {
    const id = policy.resource.id;
    const made = draftsFor(world, policy);
    const tried = made.drafts.flatMap(({ edits, ...draft }): readonly Addition[] => {
      const applied = applyEdits(document, edits);
      if ('error' in applied) return [];
      const after = prepare(applied.document, memoryBeside(memory)).world;
      const left = shortOf(after);
      const restored = !left.has(id) && [...left.keys()].every((each) => short.has(each));
      if (!restored || after.rejected.length > world.rejected.length) return [];
      return [{ ...draft, policy: id, document: applied.document, lines: lineChanges(document, applied.document) }];
    });
    additions.push(...tried);
    const bound = tried.some(({ kind }) => kind !== 'l4');
    if (!bound) cannot.push({ policy: id, why: made.cannot ?? { code: 'notWritten', name: policy.resource.name } });
  }
  return { additions, cannot };
}

/** The policies that ztunnel or a waypoint does not keep whole, by id. */
function shortOf(world: World): ReadonlyMap<ResourceId, Policy> {
  const policies = [...world.authorizationPolicies.values()].flat();
  return new Map(
    policies.filter((policy) => isShort(world, policy)).map((policy) => [policy.resource.id, policy] as const),
  );
}

/** Whether istiod says that ztunnel or a waypoint does not keep all of it, and somebody is there whom that concerns. */
function isShort(world: World, policy: Policy): boolean {
  const wanting = policyConditions(world, policy).some(({ reason }) => reason !== 'Accepted');
  if (!wanting || targetRefs(policy.spec).length > 0) return wanting;
  const { namespace } = policy.resource;
  return [...world.cluster.workloads.values()].some(
    (pod) =>
      pod.proxy === 'ambient' &&
      (pod.namespace === namespace || namespace === world.mesh.rootNamespace) &&
      (ztunnelAttached(world, pod).includes(policy) || (isNotSent(policy) && selects(policy, pod))),
  );
}

function selects({ spec }: Policy, pod: Workload): boolean {
  return !hasSelector(spec) || labelMisses(spec, pod).length === 0;
}

function isNotSent({ spec }: Policy): boolean {
  return spec.action === 'AUDIT' || spec.action === 'CUSTOM';
}

function draftsFor(world: World, policy: Policy): Drafts {
  if (targetRefs(policy.spec).length > 0) return connected(world, policy);
  const cut = withoutHttp(policy);
  const l4: readonly Draft[] = cut === null ? [] : [{ kind: 'l4', edits: cut, services: [], pods: [], along: [] }];
  const bound: Draft[] = [];
  for (const shut of [true, false]) {
    const made = bindToWaypoint(world, policy, shut);
    if ('cannot' in made) return { drafts: l4, cannot: made.cannot };
    const { edits, places, along } = made;
    bound.push({
      kind: shut ? 'waypointShut' : 'waypoint',
      edits,
      services: places.flatMap((place) => (place.kind === 'service' ? [place.service.name] : [])),
      pods: places.flatMap((place) => (place.kind === 'pods' ? place.pods.map(({ name }) => name) : [])),
      along: along.map(({ resource }) => resource.name),
    });
  }
  return { drafts: [...bound, ...l4], cannot: null };
}

/** "AncestorNotBound: the Service has no waypoint." */
function connected(world: World, { resource, spec }: Policy): Drafts {
  const services = targetRefs(spec).flatMap(({ kind, name }) => {
    const service = kind === 'Service' ? world.cluster.services.get(hostnameOf(name, resource.namespace)) : undefined;
    return service === undefined || serviceWaypoint(world, service).kind === 'waypoint' ? [] : [service];
  });
  const [first] = targetRefs(spec);
  if (services.length === 0) return { drafts: [], cannot: { code: 'noTarget', name: first?.name ?? '' } };
  const places = services.map((service) => ({ kind: 'service', namespace: service.namespace, service }) as const);
  const { edits } = connect(world, places, resource.id);
  const names = services.map(({ name }) => name);
  return { drafts: [{ kind: 'connect', edits, services: names, pods: [], along: [] }], cannot: null };
}
