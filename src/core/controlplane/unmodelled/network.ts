import { objectAt } from '../../cluster/fields.ts';
import { matchesSelector } from '../../cluster/selectors.ts';
import type { Workload } from '../../cluster/types.ts';
import type { Resource } from '../../model/resource.ts';
import type { World } from '../world.ts';

const clusterWide = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'] as const;

/** A network policy that may act on a connection between two pods; null: none selects either end. */
export function networkPolicyFor(world: World, ends: readonly (Workload | undefined)[]): Resource | null {
  const wide = clusterWide.flatMap((kind) => world.cluster.byKind(kind))[0];
  if (wide) return wide;
  const selecting = world.cluster
    .byKind('NetworkPolicy')
    .find((resource) =>
      ends.some(
        (end) =>
          end !== undefined &&
          !end.hostNetwork &&
          end.namespace === resource.namespace &&
          matchesSelector(objectAt(resource.body, 'spec', 'podSelector'), end.labels),
      ),
    );
  return selecting ?? null;
}
