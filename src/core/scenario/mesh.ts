import type { JsonObject } from '../model/json.ts';
import type { Path, Resource, ResourceId, SourceRef } from '../model/resource.ts';
import { valueAt } from '../cluster/fields.ts';
import { parseValue } from '../yaml/value.ts';
import { isObject, type Problem } from './read.ts';

export interface ReadMesh {
  readonly mesh: JsonObject;
  /** The ConfigMap's own problem, to be placed in it. */
  readonly problem: (Problem & { readonly resource: Resource }) | null;
}

/** MeshConfig: `data.mesh` of the ConfigMap `istio` in `istio-system`, with the scenario's own settings over it. */
export function readMesh(resources: readonly Resource[], own: JsonObject): ReadMesh {
  const map = meshConfigMap(resources);
  const data = map?.body['data'];
  const text = isObject(data) ? data['mesh'] : undefined;
  if (map === undefined || typeof text !== 'string') return { mesh: own, problem: null };
  const json = parseValue(text)?.json;
  if (isObject(json)) return { mesh: { ...json, ...own }, problem: null };
  if (json === null) return { mesh: own, problem: null };
  return { mesh: own, problem: { problem: '`data.mesh` is not a YAML map', path: ['data', 'mesh'], resource: map } };
}

/** Where a setting of MeshConfig is written: in the Scenario document, else in the ConfigMap, which holds it as a text. */
export function meshSourceOf(
  resources: readonly Resource[],
  scenario: { readonly id: ResourceId; readonly mesh: JsonObject } | null,
): (setting: Path) => SourceRef | null {
  const map = meshConfigMap(resources);
  const { mesh } = readMesh(resources, {});
  return (setting) => {
    if (scenario !== null && valueAt(scenario.mesh, setting) !== undefined)
      return { resource: scenario.id, path: ['spec', 'mesh', ...setting] };
    return map !== undefined && valueAt(mesh, setting) !== undefined
      ? { resource: map.id, path: ['data', 'mesh'] }
      : null;
  };
}

/** Looked for once in each list. */
function meshConfigMap(resources: readonly Resource[]): Resource | undefined {
  const known = found.get(resources);
  if (known !== undefined) return known ?? undefined;
  const map = resources.find(
    ({ kind, namespace, name }) => kind === 'ConfigMap' && namespace === 'istio-system' && name === 'istio',
  );
  found.set(resources, map ?? null);
  return map;
}

const found = new WeakMap<readonly Resource[], Resource | null>();
