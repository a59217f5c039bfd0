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

/** The Sidecar resource that applies to a workload and says something about one direction; null: none (4.9). */
export function sidecarScope(world: World, workload: Workload, direction: 'egress' | 'ingress'): Resource | null {
  const speaks = (resource: Resource): boolean => {
    const spec = objectAt(resource.body, 'spec');
    return direction === 'ingress' ? 'ingress' in spec : 'egress' in spec || 'outboundTrafficPolicy' in spec;
  };
  const labelsOf = (resource: Resource): Readonly<Record<string, string>> =>
    stringsAt(resource.body, 'spec', 'workloadSelector', 'labels');
  const all = world.cluster.byKind('Sidecar');
  const own = all.filter(({ namespace }) => namespace === workload.namespace);
  const root = all.filter(({ namespace }) => namespace === world.mesh.rootNamespace);
  // "Own namespace with a selector, own without, then the root namespace's without."
  const selected = own.find(
    (each) => Object.keys(labelsOf(each)).length > 0 && matchesLabels(labelsOf(each), workload.labels),
  );
  const plain = (list: readonly Resource[]): Resource | undefined =>
    list.find((each) => Object.keys(labelsOf(each)).length === 0);
  const applies = selected ?? plain(own) ?? plain(root);
  return applies && speaks(applies) ? applies : null;
}
