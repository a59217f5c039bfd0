import type { Resource } from '../model/resource.ts';
import type { NamespaceFacts } from './types.ts';

/** The namespaces of a cluster: those given, and those that something lives in. */
export function buildNamespaces(resources: readonly Resource[]): ReadonlyMap<string, NamespaceFacts> {
  const namespaces = new Map<string, NamespaceFacts>();
  for (const resource of resources) {
    if (resource.kind === 'Namespace') {
      const { name } = resource;
      namespaces.set(name, { name, labels: { ...nameLabel(name), ...resource.labels }, resource });
    } else if (resource.namespace !== '' && !namespaces.has(resource.namespace)) {
      const name = resource.namespace;
      namespaces.set(name, { name, labels: nameLabel(name), resource: null });
    }
  }
  return namespaces;
}

/** "The control plane sets this label on all namespaces". */
function nameLabel(name: string): Readonly<Record<string, string>> {
  return { 'kubernetes.io/metadata.name': name };
}
