import type { World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import type { RungNote } from '../../model/posture.ts';
import { resourceId } from '../../model/resource.ts';

/** A resource that a rung adds, with what it is for. */
export interface Written {
  readonly note: RungNote;
  readonly body: JsonObject;
  /** Ids of the requests that ask for it, rule by rule; one entry where it has no rules. Absent: none asks for it by itself. */
  readonly because?: readonly (readonly string[])[];
}

/** Names that nobody has: each is handed out once. */
export type Namer = (kind: string, namespace: string, wanted: string) => string;

export function namer({ cluster }: World): Namer {
  const taken = new Set<string>();
  return (kind, namespace, wanted) => {
    const base =
      wanted
        .toLowerCase()
        .replaceAll(/[^a-z0-9-]+/g, '-')
        .replaceAll(/^-+|-+$/g, '')
        .slice(0, 200) || 'edge';
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? base : `${base}-${count}`;
      const id = resourceId(kind, namespace, name);
      if (taken.has(id) || cluster.resource(id) !== undefined) continue;
      taken.add(id);
      return name;
    }
  };
}

/** The object as kubectl takes it. */
export function manifest(
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  spec: JsonObject,
): JsonObject {
  return { apiVersion, kind, metadata: { name, namespace }, spec };
}

/** Lists of things that belong together, in the order in which the first of each came. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known) known.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}
