import { isObject, type JsonObject } from '../../model/json.ts';
import type { Request } from '../../model/request.ts';
import { type RandomMesh, withPolicies } from './randomMesh.ts';
import { rootNamespaces } from './vocabulary.ts';

export function isAuthorizationPolicy(object: JsonObject): boolean {
  return object['kind'] === 'AuthorizationPolicy';
}

export function rootNamespace({ settings }: RandomMesh): string {
  return typeof settings['rootNamespace'] === 'string' ? settings['rootNamespace'] : rootNamespaces[0];
}

/** An AuthorizationPolicy for the whole mesh, under a name that no random one has. */
export function meshPolicy(mesh: RandomMesh, name: string, spec: JsonObject, dryRun = false): JsonObject {
  const annotations: JsonObject = dryRun ? { 'istio.io/dry-run': 'true' } : {};
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name, namespace: rootNamespace(mesh), annotations },
    spec,
  };
}

/** The mesh with further policies, with or without its own AuthorizationPolicies. */
export function adding(mesh: RandomMesh, ...policies: readonly JsonObject[]): RandomMesh {
  return withPolicies(mesh, [...mesh.policies, ...policies]);
}

export function keeping(mesh: RandomMesh, keep: (policy: JsonObject) => boolean): RandomMesh {
  return withPolicies(
    mesh,
    mesh.policies.filter((object) => !isAuthorizationPolicy(object) || keep(object)),
  );
}

export function namespaceOf(object: JsonObject): string {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  return typeof metadata['namespace'] === 'string' ? metadata['namespace'] : '';
}

export function specOf(object: JsonObject): JsonObject {
  return isObject(object['spec']) ? object['spec'] : {};
}

/** Takes part in no verdict by its own word: AUDIT, or dry run. */
export function isObserver(policy: JsonObject): boolean {
  if (specOf(policy)['action'] === 'AUDIT') return true;
  const metadata = isObject(policy['metadata']) ? policy['metadata'] : {};
  const annotations = isObject(metadata['annotations']) ? metadata['annotations'] : {};
  const dryRun = annotations['istio.io/dry-run'];
  return typeof dryRun === 'string' && ['true', 't', '1', 'TRUE'].includes(dryRun);
}

/** The namespace of the pod that a random request is for. */
export function serverNamespace({ target }: Request): string {
  return target.kind === 'workload' ? (target.workload.split('/')[0] ?? '') : (target.host.split('.')[1] ?? '');
}
