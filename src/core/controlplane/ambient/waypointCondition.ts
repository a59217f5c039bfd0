import { gatewayController, isKubernetesGateway } from '../../cluster/gatewayClass.ts';
import type { WaypointUse } from '../../cluster/useWaypoint.ts';
import { textAt } from '../../cluster/fields.ts';
import type { PolicyCondition } from '../../model/condition.ts';
import type { Policy } from '../authorization/attached.ts';
import { type TargetRef, targetRefs } from '../policyAttachment.ts';
import type { World } from '../world.ts';
import { serviceWaypoint } from './waypoints.ts';

interface Binding {
  readonly bound: boolean;
  readonly reason: PolicyCondition['reason'];
  readonly message: string;
}

const bound = (to: string): Binding => ({ bound: true, reason: 'Accepted', message: `bound to ${to}` });
const unbound = (reason: Binding['reason'], message = 'not bound'): Binding => ({ bound: false, reason, message });

/** What istiod writes of waypoints on a policy with target refs (10.4; istio `ambient/policies.go`); null: it has none. */
export function waypointCondition(world: World, { resource, spec }: Policy): PolicyCondition | null {
  const bindings = targetRefs(spec).map((ref) => {
    const namespace = ref.namespace || resource.namespace;
    const key = `${namespace}/${ref.name}`;
    return { ...bindingOf(world, ref, namespace, key), ancestor: `${ref.kind}.${ref.group || 'core'}:${key}` };
  });
  const [only] = bindings;
  if (only === undefined) return null;
  const type = 'WaypointAccepted';
  if (bindings.length === 1) return { type, status: only.bound, reason: only.reason, message: only.message };
  // "Several refs: True if any is bound, reason PartiallyInvalid if some are not."
  const missing = bindings.filter((each) => !each.bound).map(({ ancestor }) => ancestor);
  const status = missing.length < bindings.length;
  const reason = !status ? 'Invalid' : missing.length > 0 ? 'PartiallyInvalid' : 'Accepted';
  return { type, status, reason, message: missing.length > 0 ? `Invalid targetRefs: ${missing.join(', ')}` : '' };
}

function bindingOf(world: World, { kind, name }: TargetRef, namespace: string, key: string): Binding {
  switch (kind) {
    case 'GatewayClass':
      return classBinding(world, name, namespace);
    case 'Gateway':
      return gatewayBinding(world, name, namespace, key);
    case 'Service': {
      const service = world.cluster.byKind('Service').find((each) => isNamed(each, name, namespace));
      const known = [...world.cluster.services.values()].find(({ resource }) => resource === service);
      return known ? bindingBy(serviceWaypoint(world, known), `Service ${key}`) : notFound(`Service ${key}`);
    }
    // A ServiceEntry: the webhook takes no other kind.
    default: {
      const entry = (world.entries.get(namespace) ?? []).find((each) => each.name === name);
      return entry ? bindingBy(serviceWaypoint(world, entry), `ServiceEntry ${key}`) : notFound(`ServiceEntry ${key}`);
    }
  }
}

function classBinding(world: World, name: string, namespace: string): Binding {
  const { rootNamespace } = world.mesh;
  if (namespace !== rootNamespace) {
    const where = `AuthorizationPolicy must be in the root namespace \`${rootNamespace}\``;
    return unbound('Invalid', `${where} when referencing a GatewayClass`);
  }
  const given = world.cluster.byKind('GatewayClass').find((each) => each.name === name);
  const builtIn = new Map([['istio-waypoint', 'istio.io/mesh-controller']]);
  const controller = given ? textAt(given.body, 'spec', 'controllerName') : builtIn.get(name);
  if (controller === undefined) return unbound('TargetNotFound');
  if (controller === 'istio.io/mesh-controller') return bound(name);
  return unbound('Invalid', 'GatewayClass must use controller name `istio.io/mesh-controller` for waypoints');
}

function gatewayBinding(world: World, name: string, namespace: string, key: string): Binding {
  const { cluster } = world;
  const gateway = cluster
    .byKind('Gateway.gateway.networking.k8s.io')
    .find((each) => isKubernetesGateway(each) && isNamed(each, name, namespace));
  // Of whatever class: istiod takes any Gateway that has an address for a waypoint here (istio `ambient/waypoints.go`).
  const known = gateway && gatewayController(gateway, cluster.byKind('GatewayClass')) !== null;
  return known ? bound(key) : unbound('TargetNotFound');
}

function bindingBy(use: WaypointUse, what: string): Binding {
  if (use.kind === 'waypoint') return bound(`${use.gateway.namespace}/${use.gateway.name}`);
  return unbound('AncestorNotBound', `${what} is not bound to a waypoint`);
}

function notFound(what: string): Binding {
  return unbound('TargetNotFound', `${what} was not found`);
}

function isNamed(resource: { readonly name: string; readonly namespace: string }, name: string, namespace: string) {
  return resource.name === name && resource.namespace === namespace;
}
