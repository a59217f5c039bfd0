import { isKubernetesGateway } from '../../cluster/gatewayClass.ts';
import type { Workload } from '../../cluster/types.ts';
import { rejectedRoutes } from '../../controlplane/rejected.ts';
import type { World } from '../../controlplane/world.ts';
import { note, type Note } from '../../model/note.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { Check } from '../../model/trace.ts';

const any = { kind: 'any' } as const;

/** The Gateway API routes of some kinds that name a Gateway and have no part in it, and why. */
export function leftOutRoutes(world: World, resource: Resource, kinds: readonly string[]): readonly Check[] {
  if (!isKubernetesGateway(resource)) return [];
  const gateway = `${resource.namespace}/${resource.name}`;
  const { denied, dropped } = world.leftOut;
  const mine = (each: { readonly route: Resource; readonly gateway: string | null }): boolean =>
    each.gateway === gateway && kinds.includes(each.route.kind);
  return [
    ...denied.filter(mine).map(({ route, path, reason }) => check(route, path, note('parent.missed', { reason }))),
    ...new Map(
      dropped
        .filter(mine)
        .map(({ route, reason }) => [route.id, check(route, ['spec', 'rules'], note('route.leftOut', { reason }))]),
    ).values(),
    ...rejectedRoutes(world, resource, kinds).map((each) => check(each.resource, each.path, each.note)),
  ];
}

/** Why nothing listens on a port of a Gateway API gateway, although a listener asks for it. */
export function leftOutListeners(world: World, { namespace, labels }: Workload, port: number): readonly Check[] {
  const name = labels['gateway.networking.k8s.io/gateway-name'];
  const isMine = (resource: Resource): boolean => resource.name === name && resource.namespace === namespace;
  const gateway = world.gateways.find(({ resource, made }) => made && isMine(resource))?.resource;
  return [
    ...world.leftOut.listeners
      .filter((each) => each.port === port && isMine(each.resource))
      .map(({ resource, index, reason }) =>
        check(resource, ['spec', 'listeners', index], note('listener.leftOut', { reason })),
      ),
    ...(gateway ? leftOutRoutes(world, gateway, ['TCPRoute', 'TLSRoute']) : []),
  ];
}

function check(resource: Resource, path: Path, why: Note): Check {
  return {
    kind: 'notAttached',
    name: resource.name,
    source: { resource: resource.id, path },
    matched: false,
    expected: any,
    actual: any,
    children: [],
    note: why,
  };
}
