import type { World } from '../../controlplane/world.ts';
import type { Plain } from '../../model/plain.ts';
import type { ResourceId } from '../../model/resource.ts';
import { plainAuthorization } from './authorization.ts';
import { plainDestinationRule } from './destinationRule.ts';
import { plainEntry, plainSidecar } from './egress.ts';
import { plainNetworkPolicy } from './networkPolicy.ts';
import { plainPeer, plainTokens } from './authentication.ts';

/** What a policy says, as terms; null for other kinds, and for what is not stored. */
export function plainOf(world: World, id: ResourceId): Plain | null {
  const resource = world.cluster.resource(id);
  if (resource === undefined) return null;
  const { kind, namespace } = resource;
  const find = <Spec>(
    admitted: ReadonlyMap<string, readonly { readonly resource: { readonly id: ResourceId }; readonly spec: Spec }[]>,
  ) => admitted.get(namespace)?.find((each) => each.resource.id === id)?.spec;
  switch (kind) {
    case 'AuthorizationPolicy': {
      const spec = find(world.authorizationPolicies);
      return spec === undefined ? null : plainAuthorization(world, { resource, spec });
    }
    case 'PeerAuthentication': {
      const spec = find(world.peerAuthentications);
      return spec === undefined ? null : plainPeer(world, { resource, spec });
    }
    case 'RequestAuthentication': {
      const spec = find(world.requestAuthentications);
      return spec === undefined ? null : plainTokens(world, { resource, spec });
    }
    case 'Sidecar': {
      const spec = find(world.sidecars);
      return spec === undefined ? null : plainSidecar(world, { resource, spec });
    }
    case 'DestinationRule': {
      const spec = find(world.destinationRules);
      return spec === undefined ? null : plainDestinationRule(world, { resource, spec });
    }
    case 'NetworkPolicy':
      return find(world.networkPolicies) === undefined ? null : plainNetworkPolicy(resource);
    case 'ServiceEntry': {
      const service = world.entries.get(namespace)?.find((each) => each.resource.id === id);
      return service?.entry === undefined ? null : plainEntry(world, resource, service.entry);
    }
    default:
      return null;
  }
}
