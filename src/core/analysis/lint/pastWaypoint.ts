import { objectAt, objectsAt, textAt, valueAt } from '../../cluster/fields.ts';
import { gatewayController } from '../../cluster/gatewayClass.ts';
import { serviceWaypoint } from '../../controlplane/ambient/waypoints.ts';
import { ztunnelPolicies } from '../../controlplane/ambient/ztunnelPolicies.ts';
import { attachment, type Attachment, chainOf, targetRefs } from '../../controlplane/policyAttachment.ts';
import { principalOf } from '../../controlplane/identity.ts';
import type { Service } from '../../cluster/types.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import type { Edit, Finding } from '../../model/lint.ts';
import type { ResourceId } from '../../model/resource.ts';
import { type Behind, behindWaypoints } from './behindWaypoint.ts';
import type { Lint } from './facts.ts';
import { set, warning } from './finding.ts';

/** "Uncaptured clients never traverse it: such traffic goes straight to the destination ztunnel" (10.5). */
export const pastWaypoint: Lint = ({ world }) => {
  const behind = behindWaypoints(world);
  const told = new Set<ResourceId>();
  const policies = [...world.authorizationPolicies.values()].flat();
  const past = behind.flatMap((each): readonly Finding[] => {
    const { allow, auto } = ztunnelPolicies(world, each.pod);
    // With an ALLOW policy at ztunnel, somebody has thought of who may come in there.
    if (allow !== null || auto.length > 0) return [];
    return policies
      .filter((policy) => guards(world, policy, each) && !told.has(policy.resource.id))
      .map((policy) => {
        told.add(policy.resource.id);
        const { resource } = policy;
        const path = (policy.spec.targetRefs?.length ?? 0) > 0 ? ['spec', 'targetRefs'] : ['spec', 'targetRef'];
        const args = { workload: each.pod.name, name: each.gateway.name };
        const own = behind.filter((other) => guards(world, policy, other));
        return warning('waypointPassedBy', resource, path, { args, on: 'key', fix: close(world, resource.id, own) });
      });
  });
  return [...past, ...fromGateways(world, behind, policies)];
};

function guards(world: World, { resource, spec }: Admitted<Attachment>, { waypoint, service }: Behind): boolean {
  if (targetRefs(spec).length === 0) return false;
  return attachment(resource, spec, waypoint, chainOf(world, world.registry.get(service.hostname)?.[0] ?? null))
    .attached;
}

/** "To force passage add an L4 ALLOW for the waypoint's principal only": one for each Service, beside the policy. */
function close(world: World, beside: ResourceId, behind: readonly Behind[]): readonly Edit[] {
  const names = new Set<string>();
  return behind.flatMap(({ service, waypoint }): readonly Edit[] => {
    const key = `${service.namespace}/${service.name}`;
    if (names.has(key) || service.selector === null) return [];
    names.add(key);
    const manifest = {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: `${service.name}-by-waypoint`, namespace: service.namespace },
      spec: {
        selector: { matchLabels: { ...service.selector } },
        rules: [{ from: [{ source: { principals: [principalOf(world.mesh, waypoint)] } }] }],
      },
    };
    return [{ op: 'add', beside, manifest }];
  });
}

/** "Sidecars and ingress skip service waypoints unless istio.io/ingress-use-waypoint=true (gateways)" (11.E). */
function fromGateways(
  world: World,
  behind: readonly Behind[],
  policies: readonly Admitted<Attachment>[],
): readonly Finding[] {
  const label = 'istio.io/ingress-use-waypoint';
  const services = new Map(behind.map((each) => [each.service, each]));
  const routed = routedTo(world);
  return [...services].flatMap(([service, each]): readonly Finding[] => {
    const { resource, namespace, name } = service;
    const asked = resource.labels[label] ?? world.cluster.namespaces.get(namespace)?.labels[label];
    if (asked === 'true' || serviceWaypoint(world, service).kind !== 'waypoint') return [];
    if (!routed.has(service) || !policies.some((policy) => guards(world, policy, each))) return [];
    return [
      warning('gatewayPastWaypoint', resource, ['metadata', 'name'], {
        args: { service: name, name: each.gateway.name },
        fix: [set(resource, ['metadata', 'labels', label], 'true')],
      }),
    ];
  });
}

/** The Services to which a gateway has a route. */
function routedTo(world: World): ReadonlySet<Service> {
  const { cluster } = world;
  const found = new Set<Service>();
  const add = (name: string, namespace: string): void => {
    const full = name.includes('.') ? name : `${name}.${namespace}.svc.cluster.local`;
    const service = cluster.services.get(full) ?? cluster.services.get(`${full}.svc.cluster.local`);
    if (service !== undefined) found.add(service);
  };
  const classes = cluster.byKind('GatewayClass');
  const isIngress = (namespace: string, name: string): boolean =>
    cluster
      .byKind('Gateway.gateway.networking.k8s.io')
      .some(
        (each) => each.namespace === namespace && each.name === name && gatewayController(each, classes) === 'gateway',
      );
  for (const { namespace, body } of cluster.byKind('HTTPRoute')) {
    const parents = objectsAt(body, 'spec', 'parentRefs');
    const from = parents.some(
      (ref) =>
        (textAt(ref, 'kind') ?? 'Gateway') === 'Gateway' &&
        isIngress(textAt(ref, 'namespace') ?? namespace, textAt(ref, 'name') ?? ''),
    );
    if (!from) continue;
    for (const rule of objectsAt(body, 'spec', 'rules'))
      for (const ref of objectsAt(rule, 'backendRefs'))
        add(textAt(ref, 'name') ?? '', textAt(ref, 'namespace') ?? namespace);
  }
  const gateways = [...cluster.workloads.values()].some(({ proxy }) => proxy === 'gateway');
  for (const { namespace, body } of gateways ? cluster.byKind('VirtualService') : []) {
    const bound = valueAt(body, ['spec', 'gateways']);
    if (!Array.isArray(bound) || bound.every((name) => name === 'mesh')) continue;
    for (const route of objectsAt(body, 'spec', 'http'))
      for (const to of objectsAt(route, 'route')) add(textAt(objectAt(to, 'destination'), 'host') ?? '', namespace);
  }
  return found;
}
