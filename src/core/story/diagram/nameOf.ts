import type { ResourceId } from '../../model/resource.ts';

/** The name of a resource, if it is of this kind. */
export function nameOf(resource: ResourceId, kind: string): readonly string[] {
  const [of, , ...name] = resource.split('/');
  return of === kind ? [name.join('/')] : [];
}
