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
import type { Addition, AdditionKind } from '../../model/addition.ts';
import type { Edit } from '../../model/lint.ts';
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
  readonly along: readonly string[];
}

/**
 * For each AuthorizationPolicy that is not enforced as written in ambient mode, the edits after which it is. Each was made:
 * istiod's status has nothing more to say of the policy then, and none is refused. Never throws.
 */
export function additionsOf(document: HopwiseDocument, memory: EvaluationMemory): readonly Addition[] {
  const { world } = prepare(document, memory);
  const refusedBefore = world.rejected.length;
  return [...world.authorizationPolicies.values()].flat().flatMap((policy): readonly Addition[] => {
    if (!isShort(world, policy)) return [];
    return draftsFor(world, policy).flatMap(({ edits, ...draft }): readonly Addition[] => {
      const applied = applyEdits(document, edits);
      if ('error' in applied) return [];
      const after = prepare(applied.document, memoryBeside(memory)).world;
      const same = [...after.authorizationPolicies.values()]
        .flat()
        .find(({ resource }) => resource.id === policy.resource.id);
      if (same === undefined || after.rejected.length > refusedBefore || isShort(after, same)) return [];
      const lines = lineChanges(document, applied.document);
      return [{ ...draft, policy: policy.resource.id, document: applied.document, lines }];
    });
  });
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

function draftsFor(world: World, policy: Policy): readonly Draft[] {
  if (targetRefs(policy.spec).length > 0) return connected(world, policy);
  const bound = ([true, false] as const).flatMap((shut): readonly Draft[] => {
    const made = bindToWaypoint(world, policy, shut);
    if (made === null) return [];
    const { edits, services, along } = made;
    return [
      {
        kind: shut ? 'waypointShut' : 'waypoint',
        edits,
        services: services.map(({ name }) => name),
        along: along.map(({ resource }) => resource.name),
      },
    ];
  });
  const cut = withoutHttp(policy);
  return [...bound, ...(cut === null ? [] : [{ kind: 'l4', edits: cut, services: [], along: [] } as const])];
}

/** "AncestorNotBound: the Service has no waypoint." */
function connected(world: World, { resource, spec }: Policy): readonly Draft[] {
  const services = targetRefs(spec).flatMap(({ kind, name }) => {
    const service = kind === 'Service' ? world.cluster.services.get(hostnameOf(name, resource.namespace)) : undefined;
    return service === undefined || serviceWaypoint(world, service).kind === 'waypoint' ? [] : [service];
  });
  if (services.length === 0) return [];
  const { edits } = connect(world, resource.namespace, services, resource.id);
  return [{ kind: 'connect', edits, services: services.map(({ name }) => name), along: [] }];
}
