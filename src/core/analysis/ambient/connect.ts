import type { Service } from '../../cluster/types.ts';
import { gatewayController } from '../../cluster/gatewayClass.ts';
import { waypointFor } from '../../cluster/useWaypoint.ts';
import { serviceWaypoint } from '../../controlplane/ambient/waypoints.ts';
import type { World } from '../../controlplane/world.ts';
import type { Edit } from '../../model/lint.ts';
import type { ResourceId } from '../../model/resource.ts';

const use = 'istio.io/use-waypoint';

/** What gives Services of one namespace a waypoint: their label, and a Gateway where there is none that takes them. */
export function connect(
  world: World,
  namespace: string,
  services: readonly Service[],
  beside: ResourceId,
): { readonly edits: readonly Edit[]; readonly name: string } {
  const { cluster } = world;
  const classes = cluster.byKind('GatewayClass');
  const gateways = cluster
    .byKind('Gateway.gateway.networking.k8s.io')
    .filter((gateway) => gateway.namespace === namespace);
  const there = gateways.find(
    (gateway) =>
      gatewayController(gateway, classes) === 'waypoint' &&
      waypointFor(cluster, namespace, { [use]: gateway.name }, 'service').kind === 'waypoint',
  );
  const name = there?.name ?? free(gateways.map((gateway) => gateway.name));
  const labels = services.flatMap((service): readonly Edit[] => {
    const asked = serviceWaypoint(world, service);
    if (asked.kind === 'waypoint' && asked.gateway === there) return [];
    const { resource } = service;
    const away = 'istio.io/use-waypoint-namespace';
    return [
      { op: 'set', resource: resource.id, path: ['metadata', 'labels', use], value: name },
      ...(resource.labels[away] === undefined
        ? []
        : [{ op: 'remove', resource: resource.id, path: ['metadata', 'labels', away] } as const]),
    ];
  });
  const listener = { name: 'mesh', port: 15008, protocol: 'HBONE' };
  const manifest = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace },
    spec: { gatewayClassName: 'istio-waypoint', listeners: [listener] },
  };
  return { edits: [...labels, ...(there === undefined ? [{ op: 'add', beside, manifest } as const] : [])], name };
}

function free(taken: readonly string[]): string {
  let name = 'waypoint';
  for (let count = 2; taken.includes(name); count += 1) name = `waypoint-${count}`;
  return name;
}
