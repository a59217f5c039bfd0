import { buildWorld, type World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Request } from '../../model/request.ts';
import type { Resource } from '../../model/resource.ts';
import { readManifests } from '../../yaml/manifest.ts';

/** A small mesh as plain objects: what Kubernetes says, what Istio's resources say, and MeshConfig. */
export interface RandomMesh {
  readonly settings: JsonObject;
  readonly kubernetes: readonly JsonObject[];
  readonly policies: readonly JsonObject[];
}

/** A mesh and requests into it. */
export interface RandomCase {
  readonly mesh: RandomMesh;
  readonly requests: readonly Request[];
}

export function allObjects({ kubernetes, policies }: RandomMesh): readonly JsonObject[] {
  return [...kubernetes, ...policies];
}

/** The objects as the parser of YAML would hand them on; what is no Kubernetes object is left out. */
export function readResources(objects: readonly JsonObject[]): readonly Resource[] {
  return objects.flatMap((object, index) =>
    readManifests(object).flatMap(({ draft }) => (draft === null ? [] : [{ ...draft, file: 'random.yaml', index }])),
  );
}

/** The engine's world of a random mesh. Every application answers TLS, so that no verdict hangs on what it speaks. */
export function worldOf(mesh: RandomMesh): World {
  return buildWorld(readResources(allObjects(mesh)), {
    mesh: mesh.settings,
    topology: null,
    clock: '2026-01-01T00:00:00Z',
    laboratory: true,
  });
}

/** The same mesh with other policies. */
export function withPolicies(mesh: RandomMesh, policies: readonly JsonObject[]): RandomMesh {
  return { ...mesh, policies };
}
