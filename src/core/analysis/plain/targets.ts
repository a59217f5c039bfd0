import { type Attachment, targetRefs } from '../../controlplane/policyAttachment.ts';
import { hasSelector } from '../../controlplane/selector.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import type { PlainTargets } from '../../model/plain.ts';

/** "Target refs before the selector; the root namespace stands for the mesh" (1.2, 1.3). */
export function targetsOf({ mesh }: World, { resource, spec }: Admitted<Attachment>): PlainTargets {
  const refs = targetRefs(spec);
  const where = resource.namespace;
  if (refs.length > 0) return { kind: 'refs', refs: refs.map(({ kind, name }) => ({ kind, name })), where };
  const root = where === mesh.rootNamespace;
  if (hasSelector(spec))
    return { kind: 'labels', labels: spec.selector?.matchLabels ?? {}, where: root ? null : where };
  return root ? { kind: 'mesh' } : { kind: 'namespace', where };
}
