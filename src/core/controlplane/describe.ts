import type { Workload } from '../cluster/types.ts';
import type { ResourceId } from '../model/resource.ts';
import { attachedOf } from './authorization/attached.ts';
import { namespacePeerMode, type PeerMode, workloadPeerMode } from './peerAuthentication.ts';
import type { World } from './world.ts';

/** The effective namespace-level mTLS mode, and what set it. */
export function namespaceMtls(world: World, namespace: string): PeerMode {
  return namespacePeerMode(world, namespace);
}

/** The effective workload-level mTLS mode, and what set it. */
export function workloadMtls(world: World, workload: Workload): PeerMode {
  return workloadPeerMode(world, workload, null);
}

/** AuthorizationPolicies and RequestAuthentications that act on a workload's proxy; none without one. */
export function attachedPolicies(world: World, workload: Workload): readonly ResourceId[] {
  if (workload.proxy === 'none') return [];
  const namespaces = [...new Set([world.mesh.rootNamespace, workload.namespace])];
  const attached = [
    ...namespaces.flatMap((each) => attachedOf(world.authorizationPolicies.get(each) ?? [], workload)),
    ...namespaces.flatMap((each) => attachedOf(world.requestAuthentications.get(each) ?? [], workload)),
  ];
  return attached.map(({ resource }) => resource.id);
}
