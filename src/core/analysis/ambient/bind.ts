import type { Service, Workload } from '../../cluster/types.ts';
import { type Attachment, targetRefs } from '../../controlplane/policyAttachment.ts';
import { hasSelector, labelMisses } from '../../controlplane/selector.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import type { Edit } from '../../model/lint.ts';
import { connect } from './connect.ts';

type Policy = Admitted<Attachment>;

/** A policy of pods, bound to a waypoint before them. */
export interface Bound {
  readonly edits: readonly Edit[];
  readonly services: readonly Service[];
  readonly along: readonly Policy[];
}

/**
 * "The waypoint enforces targetRef policies; behind it ztunnel sees the waypoint's identity" (10.1, 10.5): so all policies that
 * act on the same pods go along. `shut`: the pods let in the waypoint and nobody else. Null: no Service stands before them all.
 */
export function bindToWaypoint(world: World, policy: Policy, shut: boolean): Bound | null {
  const { namespace } = policy.resource;
  if (namespace === world.mesh.rootNamespace || targetRefs(policy.spec).length > 0) return null;
  const pods = [...world.cluster.workloads.values()].filter(
    (pod) => pod.namespace === namespace && pod.proxy === 'ambient' && pod.running,
  );
  const all = [...world.authorizationPolicies.values(), ...world.requestAuthentications.values()]
    .flat()
    .filter((each) => each.resource.namespace === namespace && targetRefs(each.spec).length === 0);
  const { guarded, along } = together(policy, all, pods);
  const services = servicesBefore(world, guarded);
  if (services === null) return null;
  const moved = [policy, ...along];
  const { edits, name } = connect(world, namespace, services, policy.resource.id);
  const bound = moved.flatMap((each) => rebind(world, each, guarded, name));
  const doors = shut ? services.flatMap((service) => door(world, service, name, policy)) : [];
  return { edits: [...bound, ...edits, ...doors], services, along };
}

/** The pods of a policy, and, as long as there are more, the policies that act on one of them, with all of their pods. */
function together(policy: Policy, all: readonly Policy[], pods: readonly Workload[]) {
  const of = (each: Policy): readonly Workload[] => pods.filter((pod) => acts(each, pod));
  let guarded = new Set(of(policy));
  let size = -1;
  while (guarded.size !== size) {
    size = guarded.size;
    const touching = all.filter((each) => of(each).some((pod) => guarded.has(pod)));
    guarded = new Set([...guarded, ...touching.flatMap(of)]);
  }
  const along = all.filter((each) => each.resource !== policy.resource && of(each).some((pod) => guarded.has(pod)));
  return { guarded: [...guarded], along };
}

function acts({ spec }: Policy, pod: Workload): boolean {
  return !hasSelector(spec) || labelMisses(spec, pod).length === 0;
}

/** Null: one of the pods has none, so nothing could be bound for it. */
function servicesBefore({ cluster }: World, pods: readonly Workload[]): readonly Service[] | null {
  const found = new Set<Service>();
  for (const pod of pods) {
    const own = cluster.servicesOf(pod.id).filter(({ clusterIp }) => clusterIp !== null);
    if (own.length === 0) return null;
    for (const service of own) found.add(service);
  }
  return found.size === 0 ? null : [...found];
}

/** One for the namespace is for all that the waypoint takes; one with a selector for the Services of its pods. */
function rebind({ cluster }: World, policy: Policy, guarded: readonly Workload[], name: string): readonly Edit[] {
  const { resource, spec } = policy;
  const own = new Set(guarded.filter((pod) => acts(policy, pod)).flatMap((pod) => cluster.servicesOf(pod.id)));
  const refs = hasSelector(spec)
    ? [...own].map((service) => ({ group: '', kind: 'Service', name: service.name }))
    : [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name }];
  const set: Edit = { op: 'set', resource: resource.id, path: ['spec', 'targetRefs'], value: refs };
  return spec.selector === undefined
    ? [set]
    : [set, { op: 'remove', resource: resource.id, path: ['spec', 'selector'] }];
}

/** "To force passage add an L4 ALLOW for the waypoint's principal only" (10.5). */
function door(world: World, { name, namespace, selector }: Service, gateway: string, policy: Policy): readonly Edit[] {
  if (selector === null) return [];
  const principal = `${world.mesh.trustDomain.replaceAll('@', '.')}/ns/${namespace}/sa/${gateway}`;
  const manifest = {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: `${name}-by-waypoint`, namespace },
    spec: {
      selector: { matchLabels: { ...selector } },
      rules: [{ from: [{ source: { principals: [principal] } }] }],
    },
  };
  return [{ op: 'add', beside: policy.resource.id, manifest }];
}
