import type { Workload } from '../../cluster/types.ts';
import { type Attachment, attachment, chainOf, targetRefs } from '../../controlplane/policyAttachment.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import { onceEach } from '../../model/onceEach.ts';
import type { Facts } from './facts.ts';

type Policy = Admitted<Attachment>;

/** The workloads that a selector (or the namespace alone) picks; none for a policy with target refs. */
export function selectedBy(facts: Facts, policy: Policy): readonly Workload[] {
  return targetsIn(facts).selected(policy);
}

/** Those of them whose sidecar or gateway enforces it. */
export function enforcedAt(facts: Facts, policy: Policy): readonly Workload[] {
  return targetsIn(facts).enforced(policy);
}

interface Targets {
  readonly selected: (policy: Policy) => readonly Workload[];
  readonly enforced: (policy: Policy) => readonly Workload[];
}

/** Most lints ask about the same policies. */
const targetsIn = onceEach(({ world, labelled }: Facts): Targets => {
  const selected = onceEach(({ resource, spec }: Policy): readonly Workload[] => {
    if (targetRefs(spec).length > 0) return [];
    const scope = resource.namespace === world.mesh.rootNamespace ? null : resource.namespace;
    return labelled(spec.selector?.matchLabels ?? {}, scope);
  });
  const enforced = onceEach((policy: Policy): readonly Workload[] =>
    selected(policy).filter(
      (workload) => (workload.proxy === 'sidecar' || workload.proxy === 'gateway') && attaches(world, policy, workload),
    ),
  );
  return { selected, enforced };
});

function attaches(world: World, { resource, spec }: Policy, workload: Workload): boolean {
  return attachment(resource, spec, workload, chainOf(world)).attached;
}
