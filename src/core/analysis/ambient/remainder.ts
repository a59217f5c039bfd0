import type { Workload } from '../../cluster/types.ts';
import { matchesLabels } from '../../cluster/selectors.ts';
import type { World } from '../../controlplane/world.ts';
import type { CannotAdd } from '../../model/addition.ts';
import { actsOn, type PodPolicy } from './guarded.ts';

/** A policy as it stays for some pods of one namespace. Labels null: by the selector that it has. */
export interface Remainder {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>> | null;
}

/** Sidecars and gateways for which a policy is beside pods in ambient mode: once it has targetRefs, they no longer have it (1.3). */
export function remainderOf(
  world: World,
  policy: PodPolicy,
): { readonly rest: readonly Remainder[] } | { readonly cannot: CannotAdd } {
  const all = [...world.cluster.workloads.values()].filter((pod) => pod.running && actsOn(world, policy, pod));
  const others = all.filter(({ proxy }) => proxy === 'sidecar' || proxy === 'gateway');
  const { rootNamespace } = world.mesh;
  const rest = new Map<string, Remainder>();
  for (const pod of others) {
    const { namespace } = pod;
    // What is written in the root namespace is for all of them.
    const near = [...world.cluster.workloads.values()].filter(
      (each) => each.proxy === 'ambient' && (each.namespace === namespace || namespace === rootNamespace),
    );
    if (namespace !== rootNamespace && !near.some((each) => actsOn(world, policy, each))) {
      rest.set(namespace, { namespace, labels: null });
      continue;
    }
    const labels = ownLabels(pod);
    const told = Object.keys(labels).length > 0 && !near.some((each) => matchesLabels(labels, each.labels));
    if (!told) return { cannot: { code: 'mixedLabels', name: pod.name } };
    rest.set(JSON.stringify([namespace, labels]), { namespace, labels });
  }
  return { rest: [...rest.values()] };
}

const injected: ReadonlySet<string> = new Set(['security.istio.io/tlsMode', 'networking.istio.io/tunnel']);

/** Without what the injector adds. */
function ownLabels({ labels }: Workload): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !injected.has(key)));
}
