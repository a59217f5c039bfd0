import { objectAt, objectsAt, textAt } from '../cluster/fields.ts';
import type { Resource } from '../model/resource.ts';

/** Environment variables of istiod, from its Deployment in the text: its feature flags are among them. */
export function istiodFlags(resources: readonly Resource[]): Readonly<Record<string, string>> {
  const istiods = resources.filter(({ kind, labels }) => kind === 'Deployment' && labels['app'] === 'istiod');
  const variables = istiods.flatMap(({ body }) =>
    objectsAt(objectAt(body, 'spec', 'template', 'spec'), 'containers').flatMap((container) =>
      objectsAt(container, 'env').map((entry) => [textAt(entry, 'name') ?? '', textAt(entry, 'value') ?? ''] as const),
    ),
  );
  return Object.fromEntries(variables);
}
