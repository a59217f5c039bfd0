import { serviceWaypoint } from '../../controlplane/ambient/waypoints.ts';
import { hostnameOf } from '../../cluster/services.ts';
import { type Attachment, targetRefs } from '../../controlplane/policyAttachment.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import type { Edit, Finding } from '../../model/lint.ts';
import type { Path } from '../../model/resource.ts';
import type { Facts, Lint } from './facts.ts';
import { remove, set, warning } from './finding.ts';
import { nearestName } from './likeness.ts';
import { selectedBy } from './policyTargets.ts';

type Attaching = Admitted<Attachment>;

/** Policies that nobody is there to enforce. */
export const enforcers: Lint = (facts) => {
  const { authorizationPolicies, requestAuthentications } = facts.world;
  const policies: readonly Attaching[] = [...authorizationPolicies.values(), ...requestAuthentications.values()].flat();
  return policies.flatMap((policy) => [
    ...withoutProxy(facts, policy),
    ...atTargets(facts.world, policy),
    ...tokensAtZtunnel(facts, policy),
  ]);
};

/** PeerAuthentications likewise: "a pod without a proxy takes whatever comes" (2.6). */
export const peerEnforcers: Lint = (facts) =>
  [...facts.world.peerAuthentications.values()]
    .flat()
    .flatMap((authentication) =>
      authentication.spec.selector === undefined || authentication.resource.namespace === facts.world.mesh.rootNamespace
        ? []
        : withoutProxy(facts, authentication),
    );

function withoutProxy(facts: Facts, policy: Attaching): readonly Finding[] {
  const selected = selectedBy(facts, policy);
  const [first] = selected;
  if (first === undefined || selected.some(({ proxy }) => proxy !== 'none')) return [];
  const { resource } = policy;
  const path = resource.body['spec'] === undefined ? [] : ['spec'];
  return [
    warning('noProxy', resource, policy.spec.selector === undefined ? path : ['spec', 'selector'], {
      args: { workload: first.name, more: String(selected.length - 1), kind: resource.kind },
      on: 'key',
    }),
  ];
}

/** "RequestAuthentication only at waypoints and sidecars: one with a selector for an ambient pod has no enforcer" (10.1). */
function tokensAtZtunnel(facts: Facts, policy: Attaching): readonly Finding[] {
  const { resource, spec } = policy;
  if (resource.kind !== 'RequestAuthentication' || targetRefs(spec).length > 0) return [];
  const selected = selectedBy(facts, policy);
  const ambient = selected.find(({ proxy }) => proxy === 'ambient');
  const others = selected.some(({ proxy }) => proxy === 'sidecar' || proxy === 'gateway');
  if (ambient === undefined || others) return [];
  return [
    warning('tokensAtZtunnel', resource, spec.selector === undefined ? ['spec'] : ['spec', 'selector'], {
      args: { workload: ambient.name },
      on: 'key',
    }),
  ];
}

function atTargets(world: World, { resource, spec }: Attaching): readonly Finding[] {
  const listed = (spec.targetRefs?.length ?? 0) > 0;
  return targetRefs(spec).flatMap(({ kind, name }, index): readonly Finding[] => {
    const path: Path = listed ? ['spec', 'targetRefs', index] : ['spec', 'targetRef'];
    const { namespace } = resource;
    if (kind === 'Gateway') {
      const gateways = world.cluster
        .byKind('Gateway.gateway.networking.k8s.io')
        .filter((each) => each.namespace === namespace);
      return gateways.some((each) => each.name === name)
        ? []
        : [
            unknown(
              path,
              gateways.map((each) => each.name),
            ),
          ];
    }
    if (kind !== 'Service') return [];
    const service = world.cluster.services.get(hostnameOf(name, namespace));
    if (service === undefined)
      return [
        unknown(
          path,
          [...world.cluster.services.values()].filter((each) => each.namespace === namespace).map((each) => each.name),
        ),
      ];
    // "Service: only waypoints"; "the sidecar of a workload ignores Service-targeted policies entirely" (1.3).
    if (serviceWaypoint(world, service).kind === 'waypoint') return [];
    const sidecars = [...world.cluster.workloads.values()].some(
      ({ id, proxy }) => proxy === 'sidecar' && world.cluster.servicesOf(id).includes(service),
    );
    const fix = sidecars && service.selector !== null ? bySelector(service.selector) : [];
    return [warning('targetWithoutWaypoint', resource, path, { args: { name }, on: 'value', fix })];
  });

  function unknown(path: Path, names: readonly string[]): Finding {
    const index = path.at(-1);
    const ref = targetRefs(spec)[typeof index === 'number' ? index : 0];
    const near = nearestName(ref?.name ?? '', names);
    return warning('targetUnknown', resource, path, {
      args: { kind: ref?.kind ?? '', name: ref?.name ?? '', where: resource.namespace },
      fix: near === null ? [] : [set(resource, [...path, 'name'], near)],
    });
  }

  function bySelector(labels: Readonly<Record<string, string>>): readonly Edit[] {
    if (targetRefs(spec).length > 1 || spec.selector !== undefined) return [];
    const field = listed ? 'targetRefs' : 'targetRef';
    return [set(resource, ['spec', 'selector'], { matchLabels: { ...labels } }), remove(resource, ['spec', field])];
  }
}
