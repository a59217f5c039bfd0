import type { JsonObject } from '../model/json.ts';
import type { Resource } from '../model/resource.ts';
import { parseValue } from '../yaml/value.ts';
import { isObject, type Problem } from './read.ts';

export interface ReadMesh {
  readonly mesh: JsonObject;
  /** The ConfigMap's own problem, to be placed in it. */
  readonly problem: (Problem & { readonly resource: Resource }) | null;
}

/** MeshConfig: `data.mesh` of the ConfigMap `istio` in `istio-system`, with the scenario's own settings over it. */
export function readMesh(resources: readonly Resource[], own: JsonObject): ReadMesh {
  const map = resources.find(
    (one) => one.kind === 'ConfigMap' && one.namespace === 'istio-system' && one.name === 'istio',
  );
  const data = map?.body['data'];
  const text = isObject(data) ? data['mesh'] : undefined;
  if (map === undefined || typeof text !== 'string') return { mesh: own, problem: null };
  const json = parseValue(text)?.json;
  if (isObject(json)) return { mesh: { ...json, ...own }, problem: null };
  if (json === null) return { mesh: own, problem: null };
  return { mesh: own, problem: { problem: '`data.mesh` is not a YAML map', path: ['data', 'mesh'], resource: map } };
}
