import { objectsAt } from '../../cluster/fields.ts';
import { podPathOf } from '../../cluster/podSource.ts';
import type { WaypointUse } from '../../cluster/useWaypoint.ts';
import { serviceWaypoint, workloadWaypoint } from '../../controlplane/ambient/waypoints.ts';
import type { World } from '../../controlplane/world.ts';
import type { Edit, Finding } from '../../model/lint.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { Lint } from './facts.ts';
import { set, warning } from './finding.ts';
import { nearestName } from './likeness.ts';

const label = 'istio.io/use-waypoint';
const placeLabel = 'istio.io/use-waypoint-namespace';

/** Labels that ask for a waypoint and do not get one. */
export const waypointLabels: Lint = ({ world }) => {
  const { cluster } = world;
  const services = [...cluster.services.values()].flatMap((service) =>
    atLabels(world, service.resource, [], service.resource.labels, serviceWaypoint(world, service), 'Service'),
  );
  const pods = [...cluster.workloads.values()].flatMap((workload) => {
    const path = podPathOf(workload.resource);
    return path === undefined
      ? []
      : atLabels(world, workload.resource, path, workload.labels, workloadWaypoint(world, workload), workload.kind);
  });
  const namespaces = [...cluster.namespaces.values()].flatMap(({ name, resource, labels }): readonly Finding[] => {
    if (resource === null || labels[label] === undefined) return [];
    // Each Service of the namespace goes by its label unless it has its own.
    const uses = [...cluster.services.values()]
      .filter((each) => each.namespace === name && each.resource.labels[label] === undefined)
      .map((each) => serviceWaypoint(world, each));
    const failed = uses.find(({ kind }) => kind === 'notReady' || kind === 'denied');
    return failed === undefined ? [] : atLabels(world, resource, [], labels, failed, 'Namespace');
  });
  return [...services, ...pods, ...namespaces];
};

function atLabels(
  world: World,
  resource: Resource,
  at: Path,
  labels: Readonly<Record<string, string>>,
  use: WaypointUse,
  kind: string,
): readonly Finding[] {
  const wanted = labels[label];
  if (wanted === undefined) return [];
  const path = [...at, 'metadata', 'labels', label];
  const [namespace = '', name = ''] = 'name' in use ? use.name.split('/') : [];
  const home = resource.kind === 'Namespace' ? resource.name : resource.namespace;
  switch (use.kind) {
    case 'notReady':
      return [
        warning('waypointUnknown', resource, path, {
          args: { name, where: namespace },
          fix: elsewhere(world, resource, [...at, 'metadata', 'labels'], name, namespace, home),
        }),
      ];
    case 'denied': {
      const gateway = gatewayOf(world, namespace, name);
      const fix = gateway === undefined ? [] : admit(gateway, home);
      return [warning('waypointDenies', resource, path, { args: { name: use.name, where: home }, fix })];
    }
    case 'otherTraffic': {
      const gateway = gatewayOf(world, namespace, name);
      const fix = gateway === undefined ? [] : [set(gateway, ['metadata', 'labels', 'istio.io/waypoint-for'], 'all')];
      return [warning('waypointOtherTraffic', resource, path, { args: { name: use.name, kind }, fix })];
    }
    case 'none':
    case 'waypoint':
    case 'otherClass':
      return [];
  }
}

/** One of the same name elsewhere, or one of nearly that name here. */
function elsewhere(
  world: World,
  resource: Resource,
  labels: Path,
  name: string,
  namespace: string,
  home: string,
): readonly Edit[] {
  const waypoints = world.cluster
    .byKind('Gateway.gateway.networking.k8s.io')
    .filter(({ body }) => objectsAt(body, 'spec', 'listeners').some(({ protocol }) => protocol === 'HBONE'));
  const near = nearestName(
    name,
    waypoints.filter((each) => each.namespace === namespace).map((each) => each.name),
  );
  if (near !== null) return [set(resource, [...labels, label], near)];
  const others = waypoints.filter((each) => each.name === name && each.namespace !== namespace);
  const [only] = others;
  if (only === undefined || others.length > 1) return [];
  return [
    set(resource, [...labels, placeLabel], only.namespace),
    ...(only.namespace === home ? [] : admit(only, home)),
  ];
}

/** Lets Services of a namespace attach, where its listener says nothing of namespaces yet. */
function admit(gateway: Resource, namespace: string): readonly Edit[] {
  const index = objectsAt(gateway.body, 'spec', 'listeners').findIndex(
    ({ protocol, port, allowedRoutes }) => protocol === 'HBONE' && port === 15008 && allowedRoutes === undefined,
  );
  if (index < 0) return [];
  const names = { 'kubernetes.io/metadata.name': namespace };
  const namespaces = { from: 'Selector', selector: { matchLabels: names } };
  return [set(gateway, ['spec', 'listeners', index, 'allowedRoutes'], { namespaces })];
}

function gatewayOf({ cluster }: World, namespace: string, name: string): Resource | undefined {
  return cluster
    .byKind('Gateway.gateway.networking.k8s.io')
    .find((each) => each.namespace === namespace && each.name === name);
}
