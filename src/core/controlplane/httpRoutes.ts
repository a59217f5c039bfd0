import { delegated } from './delegates.ts';
import { type Origin, originOf } from './made.ts';
import type { HttpRoute, VirtualService } from './virtualService.ts';
import type { World } from './world.ts';

export type HttpMatch = NonNullable<HttpRoute['match']>[number];

/** One Envoy route: an entry of a VirtualService's `http` with one of its matches; null = without conditions. */
export interface RouteEntry {
  readonly service: VirtualService;
  /** Of the entry in `spec.http`. */
  readonly index: number;
  /** Where it was written. */
  readonly origin: Origin;
  readonly route: HttpRoute;
  readonly match: HttpMatch | null;
}

/** What istiod knows of the proxy and listener that it builds routes for. */
export interface RouteScope {
  /** `mesh`, or `namespace/name` of a Gateway. */
  readonly gateway: string;
  readonly port: number;
  readonly namespace: string;
  /** Null: at a waypoint, which takes no match with source labels, whatever else it says. */
  readonly labels: Readonly<Record<string, string>> | null;
}

/** The routes of one VirtualService for one proxy and listener, in order. */
export function routesOf(world: World, service: VirtualService, scope: RouteScope): readonly RouteEntry[] {
  const routes = (service.spec.http ?? [])
    .flatMap((route, index) => (route.delegate ? delegated(world, service, route) : entriesOf(service, index, route)))
    .filter(({ match }) => match === null || isFor(match, scope, service.resource.namespace));
  // "Routes are matched in order, so after one that catches everything no more are sent."
  const last = routes.findIndex(catchesAll);
  return last < 0 ? routes : routes.slice(0, last + 1);
}

function entriesOf(service: VirtualService, index: number, route: HttpRoute): readonly RouteEntry[] {
  const matches = route.match ?? [];
  const origin = originOf(service, 'http', index);
  if (matches.length === 0) return [{ service, index, origin, route, match: null }];
  return matches.map((match) => ({ service, index, origin, route, match }));
}

/** "gateways, port, sourceLabels and sourceNamespace of a match choose the proxies it is sent to." */
function isFor(match: HttpMatch, scope: RouteScope, namespace: string): boolean {
  if (match.port && match.port !== scope.port) return false;
  const { labels } = scope;
  const wanted = Object.entries(match.sourceLabels ?? {});
  if (labels === null && wanted.length > 0) return false;
  const gateways = (match.gateways ?? []).map((name) => gatewayName(name, namespace));
  // Where gateways are named, nothing else is asked of the proxy (istio `route.go` sourceMatchHTTP).
  if (gateways.length > 0) return gateways.includes(scope.gateway);
  return (
    (!match.sourceNamespace || match.sourceNamespace === scope.namespace) &&
    wanted.every(([key, value]) => labels?.[key] === value)
  );
}

/** "The name of the route, a dot, and that of its condition" (istio `route.go` TranslateRoute); null: neither has one. */
export function routeName({ route, match }: Pick<RouteEntry, 'route' | 'match'>): string | null {
  return (match?.name ? `${route.name ?? ''}.${match.name}` : route.name) || null;
}

/** A gateway's name as VirtualServices write it: `mesh`, `namespace/name`, or a name of their own namespace. */
export function gatewayName(name: string, namespace: string): string {
  return name === 'mesh' || name.includes('/') ? name : `${namespace}/${name}`;
}

/** "Routes that catch everything move to the end of their virtual host; the others keep their order." */
export function catchAllLast(entries: readonly RouteEntry[]): readonly RouteEntry[] {
  return [...entries.filter((entry) => !catchesAll(entry)), ...entries.filter(catchesAll)];
}

function catchesAll({ match }: RouteEntry): boolean {
  if (match === null) return true;
  const { uri, method, scheme, authority, headers, withoutHeaders, queryParams } = match;
  const conditions = [headers, withoutHeaders, queryParams].some((each) => Object.keys(each ?? {}).length > 0);
  return !conditions && !method && !scheme && !authority && (!uri || uri.prefix === '/' || uri.regex === '.*');
}
