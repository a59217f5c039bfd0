import type { Workload } from '../cluster/types.ts';
import type { Resource, ResourceId } from '../model/resource.ts';
import { handledBy, serviceWaypoint } from './ambient/waypoints.ts';
import { ztunnelAttached } from './ambient/ztunnelPolicies.ts';
import { attachedOf } from './authorization/attached.ts';
import { namespacePeerMode, type PeerMode, workloadPeerMode } from './peerAuthentication.ts';
import { chainOf, searchedNamespaces } from './policyAttachment.ts';
import type { MeshService } from './serviceEntry.ts';
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
  // "RequestAuthentication only at waypoints and sidecars: one with a selector for an ambient pod has no enforcer" (10.1).
  if (workload.proxy === 'ambient') return idsOf(ztunnelAttached(world, workload));
  const chains = workload.proxy === 'waypoint' ? waypointChains(world, workload) : [null];
  return [...new Set(chains.flatMap((service) => ofChain(world, workload, service)))];
}

function ofChain(world: World, workload: Workload, service: MeshService | null): readonly ResourceId[] {
  const namespaces = searchedNamespaces(world, workload, service);
  const chain = chainOf(world, service);
  return idsOf([
    ...namespaces.flatMap((each) => attachedOf(world.authorizationPolicies.get(each) ?? [], workload, chain)),
    ...namespaces.flatMap((each) => attachedOf(world.requestAuthentications.get(each) ?? [], workload, chain)),
  ]);
}

/** The chains of a waypoint: one per service that uses it, and that of pods. */
function waypointChains(world: World, waypoint: Workload): readonly (MeshService | null)[] {
  const services = [...world.registry.values()].flat();
  return [null, ...services.filter((service) => handledBy(waypoint, serviceWaypoint(world, service)))];
}

function idsOf(policies: readonly { readonly resource: Resource }[]): readonly ResourceId[] {
  return policies.map(({ resource }) => resource.id);
}
