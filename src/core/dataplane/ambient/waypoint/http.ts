import { routeName } from '../../../controlplane/httpRoutes.ts';
import { routesOrigin } from '../../../controlplane/made.ts';
import { clusterNameAt } from '../../../controlplane/ambient/waypointClusters.ts';
import { waypointRoutes } from '../../../controlplane/ambient/waypointRoutes.ts';
import type { HttpHead, LogLine } from '../../../model/trace.ts';
import { withoutCertificate } from '../../clientCertificate.ts';
import { onward } from '../../gateway/onward.ts';
import { lastForwardedFor, plainProto } from '../../headers.ts';
import { hostCheck } from '../../httpRouting.ts';
import type { HttpServer, HttpServerRoute } from '../../httpChain.ts';
import { record } from '../../journey.ts';
import { firstRoute } from '../../match/httpRoute.ts';
import type { OutboundResult } from '../../outboundResult.ts';
import { proxyLine } from '../../proxyLog.ts';
import { clusterName, routeCheck, takeRoute } from '../../takeRoute.ts';
import { named, routerOf, straight, type WaypointContext } from './context.ts';

/** A route as it is looked up: its cluster and name as the access log shows them. */
interface Found extends HttpServerRoute {
  readonly cluster: string | null;
  readonly name: string | null;
}

type Log = (fields: Partial<LogLine>) => void;

/** What is a waypoint's own around the HTTP filters of one chain. */
export function waypointHttp(
  context: WaypointContext,
): Pick<HttpServer, 'log' | 'receive' | 'remoteIp' | 'directIp' | 'route'> {
  const { journey, waypoint, chain } = context;
  const client = journey.packet.source.ip;
  // The route as it was looked up last: refusals before the router show it.
  let shown: Pick<LogLine, 'cluster' | 'route'> = { cluster: null, route: null };
  const log: Log = (fields) => {
    journey.logs.push({ ...proxyLine(waypoint, 'waypoint', null, {}), chain, ...shown, ...fields });
  };
  return {
    log,
    // "The application gets no x-forwarded-client-cert" (0.4).
    receive: (http) => plainProto(withoutCertificate(http)),
    // "Client pod IP, or the last entry of XFF, so the client can choose it" (2.5, waypoint).
    remoteIp: (headers) => lastForwardedFor(headers) ?? client,
    // "ipBlocks never match, notIpBlocks always": the address of an internal listener is none.
    directIp: null,
    route: (http, claims) => {
      const found = routeFor(context, http, claims, log);
      shown = { cluster: found.cluster, route: found.name };
      return found;
    },
  };
}

function routeFor(
  context: WaypointContext,
  http: HttpHead,
  claims: Parameters<HttpServer['route']>[1],
  log: Log,
): Found {
  const { journey, world, waypoint, target, doors } = context;
  const go = (next: () => OutboundResult): HttpServerRoute['onward'] => {
    return (allowedBy) => onward(journey, world, named(context, next()), allowedBy, log, doors);
  };
  const plain = { exists: true, name: 'default' } as const;
  if (target.kind === 'pod') return { ...plain, cluster: 'encap', onward: go(() => straight(context, 'HTTP')) };
  const { service, port } = target;
  const routes = waypointRoutes(world, waypoint, service, port);
  if (routes === null) {
    const own = { host: service.hostname, port: port.port, subset: null, layer: 'HTTP' } as const;
    const detail = { kind: 'route', virtualHost: service.hostname, route: 'default' } as const;
    return {
      ...plain,
      cluster: clusterNameAt(world, waypoint, service, own),
      onward: go(() => {
        record(journey, detail, 'passed', [hostCheck(journey, true, service)]);
        return straight(context, 'HTTP');
      }),
    };
  }
  const entry = firstRoute(routes.entries, { http, scheme: 'http', claims });
  if (entry === null) {
    return {
      exists: false,
      name: null,
      cluster: null,
      onward: go(() => {
        const checks = routes.services.map((each) => routeCheck(routesOrigin(each), false));
        record(journey, { kind: 'route', virtualHost: service.hostname, route: null }, 'denied', checks);
        const refusal = { status: 404, flags: ['NR'], details: 'route_not_found' };
        return { kind: 'stop', stop: { cause: 'noRoute', status: 404, body: '', log: refusal } };
      }),
    };
  }
  const router = routerOf(context);
  return {
    exists: true,
    name: routeName(entry),
    cluster: clusterName(journey, world, router, entry),
    onward: go(() => takeRoute(journey, world, router, entry, service.hostname, http)),
  };
}
