import type { Service, Workload } from '../../cluster/types.ts';
import { workloadWaypoint } from '../../controlplane/ambient/waypoints.ts';
import type { World } from '../../controlplane/world.ts';
import type { CannotAdd } from '../../model/addition.ts';
import { actsOn, type PodPolicy, type Together } from './guarded.ts';

/** Where a waypoint stands before pods: at a Service, or, where none is, at the addresses of the pods themselves. */
export type Place =
  | { readonly kind: 'service'; readonly namespace: string; readonly service: Service }
  | { readonly kind: 'pods'; readonly namespace: string; readonly pods: readonly Workload[] };

export type Places = { readonly places: readonly Place[] } | { readonly cannot: CannotAdd };

/** All places before the pods; a waypoint there must be able to tell whom each policy is for. */
export function placesOf(world: World, { pods, policies }: Together): Places {
  const { cluster } = world;
  const fronts = (pod: Workload): readonly Service[] =>
    cluster.servicesOf(pod.id).filter(({ clusterIp }) => clusterIp !== null);
  const services = [...new Set(pods.flatMap(fronts))];
  for (const service of services) {
    const mixed = behind(world, service).some(
      (pod) => !pods.includes(pod) || policies.some((policy) => !sameFor(world, policy, service, pod)),
    );
    if (mixed) return { cannot: { code: 'mixedService', name: service.name } };
  }
  const bare = pods.filter((pod) => fronts(pod).length === 0);
  const taken = bare.find((pod) => workloadWaypoint(world, pod).kind === 'waypoint');
  if (taken) return { cannot: { code: 'ownWaypoint', name: taken.name } };
  const groups = new Map<string, Workload[]>();
  for (const pod of bare) {
    const key = JSON.stringify([pod.namespace, policies.map((policy) => actsOn(world, policy, pod))]);
    groups.set(key, [...(groups.get(key) ?? []), pod]);
  }
  return {
    places: [
      ...services.map((service) => ({ kind: 'service', namespace: service.namespace, service }) as const),
      ...[...groups.values()].flatMap((group): readonly Place[] => {
        const [first] = group;
        return first === undefined ? [] : [{ kind: 'pods', namespace: first.namespace, pods: group }];
      }),
    ],
  };
}

function behind({ cluster }: World, service: Service): readonly Workload[] {
  return [...cluster.workloads.values()].filter((pod) => pod.running && cluster.servicesOf(pod.id).includes(service));
}

function sameFor(world: World, policy: PodPolicy, service: Service, pod: Workload): boolean {
  const [first] = behind(world, service);
  return first === undefined || actsOn(world, policy, first) === actsOn(world, policy, pod);
}
