import { deploymentName, serviceAccountName } from '../../cluster/deployedGateway.ts';
import { gatewayController } from '../../cluster/gatewayClass.ts';
import type { Service } from '../../cluster/types.ts';
import { waypointFor } from '../../cluster/useWaypoint.ts';
import { serviceWaypoint, workloadWaypoint } from '../../controlplane/ambient/waypoints.ts';
import { principalOf } from '../../controlplane/identity.ts';
import type { World } from '../../controlplane/world.ts';
import type { Edit } from '../../model/lint.ts';
import type { Resource, ResourceId } from '../../model/resource.ts';
import type { Place } from './places.ts';

const use = 'istio.io/use-waypoint';
const ingress = 'istio.io/ingress-use-waypoint';

/** A waypoint as it will be. */
export interface Waypoint {
  readonly namespace: string;
  readonly name: string;
  readonly principal: string;
  /** It takes these places and nothing else. */
  readonly exclusive: boolean;
}

export interface Connected {
  readonly edits: readonly Edit[];
  readonly waypointOf: ReadonlyMap<Place, Waypoint>;
}

/** What gives places a waypoint: a label on each, and a Gateway where there is none that takes them. */
export function connect(world: World, places: readonly Place[], beside: ResourceId): Connected {
  const waypoints = new Map<string, Waypoint>();
  const made = new Set<string>();
  const edits: Edit[] = [];
  const waypointOf = new Map<Place, Waypoint>();
  const create = (namespace: string, wanted: string, traffic: 'service' | 'workload'): Waypoint => {
    const name = freeName(world, namespace, wanted, made);
    made.add(`${namespace}/${name}`);
    edits.push({ op: 'add', beside, manifest: manifestOf(namespace, name, traffic) });
    return {
      namespace,
      name,
      principal: principalOf(world.mesh, { namespace, serviceAccount: name }),
      exclusive: true,
    };
  };
  for (const place of places) {
    const { namespace } = place;
    if (place.kind === 'pods') {
      // "A waypoint for workloads takes pod-IP traffic of captured clients" (10.5).
      const waypoint = create(namespace, 'waypoint-pods', 'workload');
      waypointOf.set(place, waypoint);
      for (const { resource, podPath } of place.pods)
        edits.push({
          op: 'set',
          resource: resource.id,
          path: [...podPath, 'metadata', 'labels', use],
          value: waypoint.name,
        });
      continue;
    }
    const asked = serviceWaypoint(world, place.service);
    const gateway = asked.kind === 'waypoint' ? asked.gateway : waypointThere(world, namespace);
    const key = gateway?.id ?? namespace;
    const waypoint =
      waypoints.get(key) ?? (gateway ? asItIs(world, gateway, places) : create(namespace, 'waypoint', 'service'));
    waypoints.set(key, waypoint);
    waypointOf.set(place, waypoint);
    edits.push(...labelled(world, place.service, asked.kind === 'waypoint' ? null : waypoint.name));
  }
  return { edits, waypointOf };
}

/** One that takes what is for a Service of its namespace. */
function waypointThere({ cluster }: World, namespace: string): Resource | undefined {
  const classes = cluster.byKind('GatewayClass');
  return cluster
    .byKind('Gateway.gateway.networking.k8s.io')
    .find(
      (gateway) =>
        gateway.namespace === namespace &&
        gatewayController(gateway, classes) === 'waypoint' &&
        waypointFor(cluster, namespace, { [use]: gateway.name }, 'service').kind === 'waypoint',
    );
}

function asItIs(world: World, gateway: Resource, places: readonly Place[]): Waypoint {
  const { cluster, mesh } = world;
  const ours = new Set(places.map((place) => (place.kind === 'service' ? place.service : null)));
  const takes = (asked: ReturnType<typeof serviceWaypoint>): boolean =>
    asked.kind === 'waypoint' && asked.gateway === gateway;
  const others =
    [...cluster.services.values()].some((each) => !ours.has(each) && takes(serviceWaypoint(world, each))) ||
    [...world.entries.values()].flat().some((each) => takes(serviceWaypoint(world, each))) ||
    [...cluster.workloads.values()].some((each) => each.proxy !== 'waypoint' && takes(workloadWaypoint(world, each)));
  const { namespace } = gateway;
  const principal = principalOf(mesh, { namespace, serviceAccount: serviceAccountName(gateway, 'waypoint') });
  return { namespace, name: gateway.name, principal, exclusive: !others };
}

/** `name`: the waypoint that it lacks. "Ingress skips service waypoints unless istio.io/ingress-use-waypoint=true" (11.E). */
function labelled({ cluster }: World, { resource, namespace }: Service, name: string | null): readonly Edit[] {
  const set = (key: string, value: string): Edit => ({
    op: 'set',
    resource: resource.id,
    path: ['metadata', 'labels', key],
    value,
  });
  const away = 'istio.io/use-waypoint-namespace';
  const hasIngress = [...cluster.workloads.values()].some(({ proxy }) => proxy === 'gateway');
  const asks = resource.labels[ingress] ?? cluster.namespaces.get(namespace)?.labels[ingress];
  return [
    ...(name === null ? [] : [set(use, name)]),
    ...(name === null || resource.labels[away] === undefined
      ? []
      : [{ op: 'remove', resource: resource.id, path: ['metadata', 'labels', away] } as const]),
    ...(hasIngress && asks !== 'true' ? [set(ingress, 'true')] : []),
  ];
}

function manifestOf(namespace: string, name: string, traffic: 'service' | 'workload') {
  const labels = traffic === 'service' ? {} : { labels: { 'istio.io/waypoint-for': traffic } };
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace, ...labels },
    spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
  };
}

function freeName({ cluster }: World, namespace: string, wanted: string, made: ReadonlySet<string>): string {
  const there = cluster
    .byKind('Gateway.gateway.networking.k8s.io')
    .filter((gateway) => gateway.namespace === namespace)
    .flatMap((gateway) => [gateway.name, deploymentName(gateway, 'waypoint')]);
  let name = wanted;
  for (let count = 2; there.includes(name) || made.has(`${namespace}/${name}`); count += 1) name = `${wanted}-${count}`;
  return name;
}
