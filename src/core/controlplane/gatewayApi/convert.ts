import type { RouteFault } from '../../model/note.ts';
import { compareAge, compareText } from '../../cluster/age.ts';
import type { Resource } from '../../model/resource.ts';
import type { KubernetesGatewaySpec } from '../../yaml/schema/gatewayApi/gateway.ts';
import type { GrpcRouteSpec } from '../../yaml/schema/gatewayApi/grpcRoute.ts';
import type { HttpRouteSpec } from '../../yaml/schema/gatewayApi/httpRoute.ts';
import type { TcpRouteSpec, TlsRouteSpec } from '../../yaml/schema/gatewayApi/streamRoutes.ts';
import type { Gateway } from '../gateway/servers.ts';
import type { VirtualService } from '../virtualService.ts';
import type { Admitted } from '../world.ts';
import type { Lookup } from './backends.ts';
import { grpcRules, httpRules, type MadeRoute } from './httpRules.ts';
import { type BaseRoutes, baseRoutes, mergedServices } from './httpServices.ts';
import { type IdleListener, listenersOf } from './listeners.ts';
import { type Attached, type Denial, type Parents, parentsOf, type RouteHead } from './parents.ts';
import { tcpServices, tlsServices } from './streamServices.ts';

/** The resources of the Gateway API. */
export interface GatewayApi {
  readonly gateways: readonly Admitted<KubernetesGatewaySpec>[];
  readonly httpRoutes: readonly Admitted<HttpRouteSpec>[];
  readonly grpcRoutes: readonly Admitted<GrpcRouteSpec>[];
  readonly tcpRoutes: readonly Admitted<TcpRouteSpec>[];
  readonly tlsRoutes: readonly Admitted<TlsRouteSpec>[];
}

/** A route that istiod leaves out as a whole. */
export interface Dropped {
  readonly route: Resource;
  /** `namespace/name` of the Gateway that it attaches to; null: the mesh. */
  readonly gateway: string | null;
  readonly reason: RouteFault;
}

/** What istiod makes of the Gateway API's resources. */
export interface Converted {
  readonly gateways: readonly Gateway[];
  readonly virtualServices: readonly VirtualService[];
  readonly leftOut: LeftOut;
}

/** What istiod leaves out of it. */
export interface LeftOut {
  readonly denied: readonly Denial[];
  readonly dropped: readonly Dropped[];
  readonly listeners: readonly IdleListener[];
}

/** "Gateway and routes are converted to the same internal objects" (7.9). */
export function convert(api: GatewayApi, lookup: Lookup, entries: Parents['entries']): Converted {
  const { listeners, idle } = listenersOf(lookup.cluster, api.gateways, lookup.grants);
  const parents: Parents = { cluster: lookup.cluster, listeners, entries };
  const denied: Denial[] = [];
  const dropped: Dropped[] = [];
  const attached = ({ resource, spec }: Admitted<RouteHead>) =>
    parentsOf(parents, resource, spec).flatMap((parent) => {
      if (parent.kind !== 'denied') return [parent];
      denied.push(parent.denial);
      return [];
    });
  const kept = <T>(route: Resource, parent: Attached, made: readonly T[] | RouteFault): readonly T[] => {
    if (typeof made !== 'string') return made;
    dropped.push({ route, gateway: gatewayOf(parent), reason: made });
    return [];
  };
  const bases = <Spec extends RouteHead>(
    routes: readonly Admitted<Spec>[],
    rules: (lookup: Lookup, route: Admitted<Spec>, mesh: boolean) => readonly MadeRoute[] | RouteFault,
  ): readonly BaseRoutes[] =>
    routes.flatMap((route) =>
      attached(route).flatMap((parent) => {
        const made = kept(route.resource, parent, rules(lookup, route, parent.kind === 'mesh'));
        return baseRoutes(route.resource, route.spec.hostnames ?? [], parent, made);
      }),
    );
  const virtualServices = [
    ...mergedServices([...bases(api.httpRoutes, httpRules), ...bases(api.grpcRoutes, grpcRules)]),
    ...api.tcpRoutes.flatMap((route) =>
      attached(route).flatMap((parent) => kept(route.resource, parent, tcpServices(lookup, route, parent))),
    ),
    ...api.tlsRoutes.flatMap((route) =>
      attached(route).flatMap((parent) => kept(route.resource, parent, tlsServices(lookup, route, parent))),
    ),
  ];
  return {
    gateways: listeners.flatMap(({ made }) => made ?? []),
    virtualServices,
    leftOut: { denied, dropped, listeners: idle },
  };
}

function gatewayOf(parent: Attached): string | null {
  if (parent.kind === 'mesh') return null;
  const { namespace, name } = parent.listener.resource;
  return `${namespace}/${name}`;
}

/** Oldest first, then by istiod's own name, then by namespace. */
export function byMadeAge(
  a: { readonly resource: Resource; readonly made?: { readonly name: string } },
  b: { readonly resource: Resource; readonly made?: { readonly name: string } },
): number {
  return (
    compareAge(a.resource, b.resource) ||
    compareText(a.made?.name ?? a.resource.name, b.made?.name ?? b.resource.name) ||
    compareText(a.resource.namespace, b.resource.namespace)
  );
}
