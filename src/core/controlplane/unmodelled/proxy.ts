import { objectAt, stringsAt } from '../../cluster/fields.ts';
import { matchesLabels } from '../../cluster/selectors.ts';
import type { Workload } from '../../cluster/types.ts';
import type { Resource } from '../../model/resource.ts';
import type { World } from '../world.ts';

/** Resources that rewrite a proxy's configuration in ways that are not modelled. */
const kinds = ['EnvoyFilter', 'WasmPlugin'] as const;

/** The first such resource that selects a workload's proxy; null: none. */
export function proxyPatch(world: World, workload: Workload): Resource | null {
  for (const kind of kinds) {
    for (const resource of world.cluster.byKind(kind)) {
      // "In the root namespace it applies to all namespaces, else to its own."
      if (resource.namespace !== workload.namespace && resource.namespace !== world.mesh.rootNamespace) continue;
      const spec = objectAt(resource.body, 'spec');
      const labels = {
        ...stringsAt(spec, 'workloadSelector', 'labels'),
        ...stringsAt(spec, 'selector', 'matchLabels'),
      };
      if (matchesLabels(labels, workload.labels)) return resource;
    }
  }
  return null;
}
