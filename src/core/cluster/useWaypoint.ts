import type { Resource } from '../model/resource.ts';
import { objectAt, objectsAt, textAt } from './fields.ts';
import { gatewayController } from './gatewayClass.ts';
import { matchesSelector } from './selectors.ts';
import type { Cluster } from './types.ts';

type Labels = Readonly<Record<string, string>>;

/** What a waypoint takes: traffic that is addressed to a service, or to a workload. */
export type WaypointTraffic = 'service' | 'workload';

/** Which waypoint a service or workload uses, and if it names one that does not count, why. */
export type WaypointUse =
  | { readonly kind: 'none' }
  | { readonly kind: 'waypoint'; readonly gateway: Resource }
  /** `notReady`: there is no such Gateway. `denied`: its listener lets no such namespace attach. `otherTraffic`: it takes no traffic of this kind. */
  | { readonly kind: 'notReady' | 'denied' | 'otherTraffic'; readonly name: string }
  /** A Gateway that is no waypoint of Istio's own. */
  | { readonly kind: 'otherClass'; readonly gateway: Resource };

const useLabel = 'istio.io/use-waypoint';
const none: WaypointUse = { kind: 'none' };

/** "`istio.io/use-waypoint` on the object itself, else on its namespace; `none` opts out" (istio `ambient/waypoints.go`). */
export function waypointFor(
  cluster: Cluster,
  namespace: string,
  labels: Labels,
  traffic: WaypointTraffic,
): WaypointUse {
  const own = named(labels, namespace);
  if (own === 'optedOut') return none;
  const wanted = own ?? named(cluster.namespaces.get(namespace)?.labels ?? {}, namespace);
  if (wanted === null || wanted === 'optedOut') return none;
  const gateway = cluster
    .byKind('Gateway.gateway.networking.k8s.io')
    .find((each) => each.namespace === wanted.namespace && each.name === wanted.name);
  const name = `${wanted.namespace}/${wanted.name}`;
  if (!gateway) return { kind: 'notReady', name };
  if (gatewayController(gateway, cluster.byKind('GatewayClass')) !== 'waypoint') return { kind: 'otherClass', gateway };
  if (!admits(cluster, gateway, namespace)) return { kind: 'denied', name };
  return takes(cluster, gateway, traffic) ? { kind: 'waypoint', gateway } : { kind: 'otherTraffic', name };
}

function named(
  labels: Labels,
  namespace: string,
): { readonly namespace: string; readonly name: string } | 'optedOut' | null {
  const name = labels[useLabel];
  if (name === undefined) return null;
  if (name === 'none') return 'optedOut';
  return { namespace: labels['istio.io/use-waypoint-namespace'] ?? namespace, name };
}

/** "istio.io/waypoint-for on the Gateway, else on its GatewayClass, else service." */
function takes(cluster: Cluster, gateway: Resource, traffic: WaypointTraffic): boolean {
  const className = textAt(gateway.body, 'spec', 'gatewayClassName');
  const gatewayClass = cluster.byKind('GatewayClass').find(({ name }) => name === className);
  const label = 'istio.io/waypoint-for';
  const wanted = gateway.labels[label] ?? gatewayClass?.labels[label] ?? 'service';
  return wanted === traffic || wanted === 'all';
}

/** `allowedRoutes` of the HBONE listener: the Gateway's own namespace unless it says otherwise. */
function admits(cluster: Cluster, gateway: Resource, namespace: string): boolean {
  const listener = objectsAt(gateway.body, 'spec', 'listeners').find(
    ({ protocol, port }) => protocol === 'HBONE' && port === 15008,
  );
  const namespaces = objectAt(listener, 'allowedRoutes', 'namespaces');
  switch (textAt(namespaces, 'from') ?? 'Same') {
    case 'All':
      return true;
    case 'Selector':
      return matchesSelector(objectAt(namespaces, 'selector'), {
        'kubernetes.io/metadata.name': namespace,
        ...cluster.namespaces.get(namespace)?.labels,
      });
    default:
      return gateway.namespace === namespace;
  }
}
