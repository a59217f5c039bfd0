import { waypointEndpoint, serviceWaypoint } from '../../controlplane/ambient/waypoints.ts';
import { ztunnelAttached, ztunnelPolicies } from '../../controlplane/ambient/ztunnelPolicies.ts';
import type { Policy } from '../../controlplane/authorization/attached.ts';
import { principalOf } from '../../controlplane/identity.ts';
import { targetRefs } from '../../controlplane/policyAttachment.ts';
import type { Service, Workload } from '../../cluster/types.ts';
import { targetPortOf } from '../../cluster/services.ts';
import type { World } from '../../controlplane/world.ts';
import { rbac } from '../../dataplane/filters/rbac.ts';
import type { Edit, Finding } from '../../model/lint.ts';
import { onceEach } from '../../model/onceEach.ts';
import type { Resource, ResourceId } from '../../model/resource.ts';
import type { Lint } from './facts.ts';
import { remove, set, warning } from './finding.ts';
import { actionOf, rulesOf } from './policies.ts';

/** A pod in ambient mode that is called by way of a waypoint. */
export interface Behind {
  readonly pod: Workload;
  readonly service: Service;
  readonly gateway: Resource;
  readonly waypoint: Workload;
}

/** Every pod behind a Service that uses a waypoint of which a pod runs. */
export const behindWaypoints = onceEach((world: World): readonly Behind[] =>
  [...world.cluster.workloads.values()].flatMap((pod) =>
    pod.proxy === 'ambient'
      ? world.cluster.servicesOf(pod.id).flatMap((service) => {
          const use = serviceWaypoint(world, service);
          const endpoint = use.kind === 'waypoint' ? waypointEndpoint(world, use.gateway) : undefined;
          const waypoint =
            endpoint === undefined || endpoint.workload === null
              ? undefined
              : world.cluster.workloads.get(endpoint.workload);
          return use.kind === 'waypoint' && waypoint ? [{ pod, service, gateway: use.gateway, waypoint }] : [];
        })
      : [],
  ),
);

/** "Destination ztunnel sees the waypoint's identity and address" (10.5): policies of ztunnel that were written for real callers. */
export const behindWaypoint: Lint = ({ world }) => {
  const behind = behindWaypoints(world);
  const told = new Set<ResourceId>();
  const once = ({ resource }: Policy): boolean => {
    if (told.has(resource.id)) return false;
    told.add(resource.id);
    return true;
  };
  return behind.flatMap((each): readonly Finding[] => {
    const attached = ztunnelAttached(world, each.pod);
    const shut = shutsOut(world, each)
      ? attached
          .filter((policy) => actionOf(policy) === 'ALLOW' && once(policy))
          .map((policy) => shutFinding(world, policy, each))
      : [];
    const blind = attached
      .filter((policy) => actionOf(policy) === 'DENY' && callersIn(policy) !== null && once(policy))
      .map((policy) => blindFinding(policy, each));
    return [...shut, ...blind];
  });
};

/** Whether no ALLOW policy lets the waypoint in, on any port of the Service. */
function shutsOut(world: World, { pod, service, waypoint }: Behind): boolean {
  const { allow, auto } = ztunnelPolicies(world, pod);
  if (allow === null || allow.enforcing.length === 0 || auto.length > 0) return false;
  const peer = `spiffe://${principalOf(world.mesh, waypoint)}`;
  const ports = service.ports.flatMap((port) => targetPortOf(port, pod) ?? []);
  return ports.every((destinationPort) => {
    const input = {
      peer,
      directRemoteIp: waypoint.ip,
      remoteIp: null,
      destinationIp: pod.ip,
      destinationPort,
      sni: '',
    };
    const { determining } = rbac(allow, { ...input, headers: null, claims: null, metadata: null });
    return determining?.kind !== 'matched';
  });
}

function shutFinding(world: World, { resource, spec }: Policy, { pod, gateway, waypoint }: Behind): Finding {
  const principal = principalOf(world.mesh, waypoint);
  const rule = { from: [{ source: { principals: [principal] } }] };
  const rules = spec.rules ?? [];
  const own = resource.namespace === pod.namespace;
  // A policy of the whole mesh is meant to allow nobody in particular.
  const fix: readonly Edit[] = own ? [set(resource, ['spec', 'rules', rules.length], rule)] : [];
  const empty = rules.length === 0 && own ? [set(resource, ['spec', 'rules'], [rule])] : fix;
  return warning('waypointShutOut', resource, ['spec'], {
    args: { workload: pod.name, name: gateway.name, principal },
    on: 'key',
    fix: empty,
  });
}

const callers: ReadonlySet<string> = new Set([
  'principals',
  'namespaces',
  'serviceAccounts',
  'ipBlocks',
  'source.principal',
  'source.namespace',
  'source.ip',
]);

/** The field by which a DENY rule knows callers. */
function callersIn(policy: Policy) {
  return (
    rulesOf(policy)
      .flatMap(({ fields }) => fields)
      .find(({ name, negated }) => callers.has(name) && !negated) ?? null
  );
}

function blindFinding(policy: Policy, { pod, service, gateway }: Behind): Finding {
  const { resource, spec } = policy;
  const field = callersIn(policy);
  const movable = resource.namespace === service.namespace && targetRefs(spec).length === 0;
  const fix = movable
    ? [
        set(resource, ['spec', 'targetRefs'], [{ group: '', kind: 'Service', name: service.name }]),
        ...(spec.selector === undefined ? [] : [remove(resource, ['spec', 'selector'])]),
      ]
    : [];
  return warning('denyBehindWaypoint', resource, field?.path ?? ['spec'], {
    args: { workload: pod.name, name: gateway.name, field: field?.name ?? '', service: service.name },
    on: 'key',
    // A policy for the whole namespace would be for this Service alone.
    fix: spec.selector === undefined ? [] : fix,
  });
}
