import { matchesSelector } from '../cluster/selectors.ts';
import type { Cluster } from '../cluster/types.ts';
import type { MeshConfig } from './meshConfig.ts';

/** "Namespaces that discoverySelectors do not select are outside the registry" (8); without selectors all are inside. */
export function isDiscovered(mesh: MeshConfig, cluster: Cluster, namespace: string): boolean {
  if (mesh.discoverySelectors.length === 0) return true;
  const labels = { 'kubernetes.io/metadata.name': namespace, ...cluster.namespaces.get(namespace)?.labels };
  return mesh.discoverySelectors.some((selector) => matchesSelector(selector, labels));
}
