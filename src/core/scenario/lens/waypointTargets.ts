import type { Service, Workload } from '../../cluster/types.ts';
import { handledBy, serviceWaypoint, workloadWaypoint } from '../../controlplane/ambient/waypoints.ts';
import { principalOf } from '../../controlplane/identity.ts';
import { type Attachment, type TargetRef, targetRefs } from '../../controlplane/policyAttachment.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import type { LensNote } from '../../model/lens.ts';

/** Pods that a policy is enforced for at a waypoint: those behind a Service, or, for null, all of a namespace. */
export interface Guarded {
  readonly namespace: string;
  readonly service: Service | null;
  /** Null: all pods of the namespace. */
  readonly labels: Readonly<Record<string, string>> | null;
}

export interface Targets {
  readonly guarded: readonly Guarded[];
  /** What of the targets no selector can say. */
  readonly unsaid: readonly LensNote['code'][];
}

/** The pods before which a policy stands by its targetRefs, as waypoints are now (1.3). Empty: none enforces it. */
export function guardedBy(world: World, { resource, spec }: Admitted<Attachment>): Targets {
  const found = targetRefs(spec).map((ref) => guardedByRef(world, resource.namespace, ref));
  const guarded = found.flatMap((each) => each.guarded);
  const key = ({ namespace, service, labels }: Guarded): string =>
    JSON.stringify([namespace, service?.name ?? null, labels]);
  const once = guarded.filter((each, index) => guarded.findIndex((other) => key(other) === key(each)) === index);
  const whole = new Set(once.filter(({ labels }) => labels === null).map(({ namespace }) => namespace));
  return {
    guarded: once.filter(({ namespace, labels }) => labels === null || !whole.has(namespace)),
    unsaid: [...new Set(found.flatMap((each) => each.unsaid))],
  };
}

function guardedByRef(world: World, namespace: string, { kind, name }: TargetRef): Targets {
  const { cluster, mesh } = world;
  switch (kind) {
    case 'Service':
      return ofServices(
        [...cluster.services.values()].filter(
          (service) =>
            service.namespace === namespace &&
            service.name === name &&
            serviceWaypoint(world, service).kind === 'waypoint',
        ),
      );
    case 'Gateway':
      return ofWaypoints(
        world,
        waypointsOf(world).filter((each) => each.namespace === namespace && isOf(each, name)),
      );
    case 'GatewayClass':
      return namespace === mesh.rootNamespace ? ofWaypoints(world, waypointsOf(world)) : nothing;
    case 'ServiceEntry':
      return { guarded: [], unsaid: ['lensExternalTarget'] };
    default:
      return nothing;
  }
}

const nothing: Targets = { guarded: [], unsaid: [] };

function isOf({ labels }: Workload, gateway: string): boolean {
  return labels['gateway.networking.k8s.io/gateway-name'] === gateway;
}

function waypointsOf({ cluster }: World): readonly Workload[] {
  return [...cluster.workloads.values()].filter(({ proxy }) => proxy === 'waypoint');
}

/** All that some waypoints take: whole namespaces where nobody is left out, else the Services. */
function ofWaypoints(world: World, waypoints: readonly Workload[]): Targets {
  const { cluster } = world;
  const handled = (use: ReturnType<typeof serviceWaypoint>): boolean => waypoints.some((each) => handledBy(each, use));
  const services = [...cluster.services.values()].filter((service) => handled(serviceWaypoint(world, service)));
  const pods = [...cluster.workloads.values()].filter(
    (pod) => pod.proxy === 'ambient' && handled(workloadWaypoint(world, pod)),
  );
  const behind = (pod: Workload): boolean =>
    pods.includes(pod) || cluster.servicesOf(pod.id).some((service) => services.includes(service));
  const namespaces = new Set([...services, ...pods].map(({ namespace }) => namespace));
  const whole = [...namespaces].filter((namespace) =>
    [...cluster.workloads.values()].every(
      (pod) => pod.namespace !== namespace || !(pod.proxy === 'ambient' || pod.proxy === 'sidecar') || behind(pod),
    ),
  );
  const rest = ofServices(services.filter(({ namespace }) => !whole.includes(namespace)));
  const bare = pods.filter(
    (pod) => !whole.includes(pod.namespace) && !cluster.servicesOf(pod.id).some((each) => services.includes(each)),
  );
  const selectable = bare.filter(({ labels }) => Object.keys(labels).length > 0);
  return {
    guarded: [
      ...whole.map((namespace) => ({ namespace, service: null, labels: null })),
      ...rest.guarded,
      ...selectable.map(({ namespace, labels }) => ({ namespace, service: null, labels })),
    ],
    unsaid: [...rest.unsaid, ...(selectable.length < bare.length ? (['lensNoLabels'] as const) : [])],
  };
}

function ofServices(services: readonly Service[]): Targets {
  const guarded = services.flatMap((service): readonly Guarded[] =>
    service.selector === null || Object.keys(service.selector).length === 0
      ? []
      : [{ namespace: service.namespace, service, labels: service.selector }],
  );
  return { guarded, unsaid: guarded.length < services.length ? ['lensNoSelector'] : [] };
}

/** The identities of the waypoints that are given up, as policies name them. */
export function waypointPrincipals(world: World): ReadonlySet<string> {
  return new Set(waypointsOf(world).map((waypoint) => principalOf(world.mesh, waypoint)));
}
