import type { Origin } from '../../controlplane/made.ts';
import { note } from '../../model/note.ts';
import type { Check } from '../../model/trace.ts';

const any = { kind: 'any' } as const;

/** Why the backend that a Gateway API route leads to cannot be used; none where it can. */
export function backendChecks({ resource, backends }: Origin, index: number): readonly Check[] {
  const backend = backends[index];
  if (!backend || backend.problem === null) return [];
  return [
    {
      kind: 'setting',
      name: 'backendRefs',
      source: { resource: resource.id, path: backend.path },
      matched: false,
      expected: any,
      actual: any,
      children: [],
      note: note(`backend.${backend.problem}`, {}),
    },
  ];
}
