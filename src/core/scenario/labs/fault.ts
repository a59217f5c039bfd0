import type { Json, JsonObject } from '../../model/json.ts';
import { isObject } from '../../model/json.ts';
import type { LabFault, LabFix, PitfallCode } from '../../model/lab.ts';
import type { Path } from '../../model/resource.ts';
import { inline } from '../../yaml/emit.ts';
import { valueAt, without, withValue } from '../../yaml/plainEdit.ts';
import type { Feature } from './features.ts';
import { isAt, type LabMesh, type Where } from './mesh.ts';
import type { Random } from './random.ts';

/** A mesh with a mistake in it, and what the mistake is. */
export interface Broken {
  readonly mesh: LabMesh;
  readonly fault: Omit<LabFault, 'pitfall'>;
}

/** One mistake that people really make. */
export interface Pitfall {
  readonly code: PitfallCode;
  /** What the mesh must have for it. */
  readonly needs: readonly Feature[];
  /** Makes the mistake; null where the mesh has no place for it. */
  readonly make: (mesh: LabMesh, random: Random) => Broken | null;
}

/** Writes another value, or one where there was none. Null: there is no such resource or place. */
export function wrong(mesh: LabMesh, where: Where, path: Path, value: Json): Broken | null {
  return changed(mesh, where, path, (object) => withValue(object, path, value), value);
}

/** Takes a value out. Null: there is no such resource or place. */
export function missing(mesh: LabMesh, where: Where, path: Path): Broken | null {
  return changed(mesh, where, path, (object) => without(object, path), undefined);
}

/** Puts a resource in that should not be there. */
export function superfluous(mesh: LabMesh, where: Where, object: JsonObject): Broken {
  const [kind, namespace, name] = where;
  const fault = { kind, namespace, name, field: '', fix: 'delete', good: '', bad: '' } as const;
  return { mesh: { ...mesh, policies: [...mesh.policies, object] }, fault };
}

function changed(
  mesh: LabMesh,
  where: Where,
  path: Path,
  change: (object: JsonObject) => { readonly json: Json } | null,
  value: Json | undefined,
): Broken | null {
  const before = [...mesh.policies, ...mesh.workloads].find((object) => isAt(object, where));
  if (before === undefined) return null;
  const after = change(before)?.json;
  if (!isObject(after)) return null;
  const put = (objects: readonly JsonObject[]): readonly JsonObject[] =>
    objects.map((object) => (object === before ? after : object));
  const good = valueAt(before, path);
  const [kind, namespace, name] = where;
  return {
    mesh: { ...mesh, policies: put(mesh.policies), workloads: put(mesh.workloads) },
    fault: { kind, namespace, name, field: fieldOf(path), fix: fixOf(good, value), good: text(good), bad: text(value) },
  };
}

function fixOf(good: Json | undefined, bad: Json | undefined): LabFix {
  if (good === undefined) return 'remove';
  return bad === undefined ? 'add' : 'set';
}

function text(value: Json | undefined): string {
  return value === undefined ? '' : inline(value, 'flow');
}

/** `spec.rules[0].to[0].operation.ports` */
function fieldOf(path: Path): string {
  return path.reduce<string>((field, part) => {
    if (typeof part === 'number') return `${field}[${part}]`;
    return field === '' ? part : `${field}.${part}`;
  }, '');
}
