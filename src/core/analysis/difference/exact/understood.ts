import type { Workload } from '../../../cluster/types.ts';
import type { Json } from '../../../model/json.ts';
import type { ExactSide } from './bench.ts';

/** Kinds of which everything is modelled that reaches a sidecar's policies. */
export const understood = new Set(
  'Namespace ServiceAccount Deployment ReplicaSet StatefulSet DaemonSet Pod Service AuthorizationPolicy PeerAuthentication RequestAuthentication NetworkPolicy'.split(
    ' ',
  ),
);

/**
 * What a workload's namespace decides of the way that its requests take. Where every namespace knows every service, nothing
 * routes, and no NetworkPolicy selects, that is no more than its labels: who calls is seen at the end of the way alone.
 */
export function neighbourhoodIn({ world, resources }: ExactSide): (workload: Workload) => Json {
  const plain =
    resources !== null &&
    resources.every(({ kind }) => understood.has(kind) && kind !== 'NetworkPolicy') &&
    world.openToAll &&
    world.mesh.discoverySelectors.length === 0 &&
    !namedLikeNamespace(world);
  return ({ namespace }) => {
    if (!plain) return namespace;
    const labels = Object.entries(world.cluster.namespaces.get(namespace)?.labels ?? {});
    return labels.filter(([name]) => name !== 'kubernetes.io/metadata.name').sort(([a], [b]) => (a < b ? -1 : 1));
  };
}

/** "search NAMESPACE.svc.cluster.local": `s.b` may be a pod of a headless service `b` of one's own namespace. */
function namedLikeNamespace({ cluster }: ExactSide['world']): boolean {
  return [...cluster.services.values()].some(({ headless, name }) => headless && cluster.namespaces.has(name));
}
