import type { Workload } from '../../cluster/types.ts';
import { type Attachment, targetRefs } from '../../controlplane/policyAttachment.ts';
import { hasSelector, labelMisses } from '../../controlplane/selector.ts';
import type { Admitted, World } from '../../controlplane/world.ts';

export type PodPolicy = Admitted<Attachment>;

/** Policies that go together, for they act on the same pods in ambient mode. */
export interface Together {
  readonly pods: readonly Workload[];
  /** The one that is asked about first. */
  readonly policies: readonly PodPolicy[];
}

/** Whether a sidecar of this pod would have the policy: of its namespace or of the root namespace, by selector (1.2, 1.3). */
export function actsOn({ mesh }: World, { resource, spec }: PodPolicy, pod: Workload): boolean {
  const near = resource.namespace === pod.namespace || resource.namespace === mesh.rootNamespace;
  return near && (!hasSelector(spec) || labelMisses(spec, pod).length === 0);
}

/** The pods of a policy, and, as long as there are more, the policies that act on one of them, with all of their pods. */
export function together(world: World, policy: PodPolicy): Together {
  const ambient = [...world.cluster.workloads.values()].filter(({ proxy, running }) => proxy === 'ambient' && running);
  const all = [...world.authorizationPolicies.values(), ...world.requestAuthentications.values()]
    .flat()
    .filter(({ resource, spec }) => resource !== policy.resource && targetRefs(spec).length === 0)
    .map((each) => ({ each, pods: ambient.filter((pod) => actsOn(world, each, pod)) }));
  const pods = new Set(ambient.filter((pod) => actsOn(world, policy, pod)));
  const along = new Set<PodPolicy>();
  let before = -1;
  while (before !== along.size) {
    before = along.size;
    for (const { each, pods: own } of all) {
      if (along.has(each) || !own.some((pod) => pods.has(pod))) continue;
      along.add(each);
      for (const pod of own) pods.add(pod);
    }
  }
  return { pods: ambient.filter((pod) => pods.has(pod)), policies: [policy, ...along] };
}
