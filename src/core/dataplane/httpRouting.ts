import type { Service, Workload } from '../cluster/types.ts';
import { routesOf } from '../controlplane/httpRoutes.ts';
import { routesOrigin } from '../controlplane/made.ts';
import type { ServiceOnPort } from '../controlplane/outboundListeners.ts';
import { mayRouteHttp, meshVirtualService, type VirtualService } from '../controlplane/virtualService.ts';
import type { World } from '../controlplane/world.ts';
import { note } from '../model/note.ts';
import type { Check, HttpHead } from '../model/trace.ts';
import { catchAllHttp } from './catchAll.ts';
import { withoutCertificate } from './clientCertificate.ts';
import { type Journey, record } from './journey.ts';
import { firstRoute } from './match/httpRoute.ts';
import type { OutboundResult } from './outboundResult.ts';
import { plainProto } from './headers.ts';
import { readHead } from './readHead.ts';
import { routeCheck, takeRoute } from './takeRoute.ts';
import { toCluster } from './toCluster.ts';

const any = { kind: 'any' } as const;

/** An HTTP request on a client's listener: virtual host by Host header, then the routes of a VirtualService, if one applies (4.6, 11.H). */
export function routeHttp(
  journey: Journey,
  world: World,
  client: Workload,
  ip: string,
  port: number,
  found: ServiceOnPort | null,
): OutboundResult {
  if (journey.packet.http === null) return { kind: 'limited' };
  const read = readHead(journey.packet.http, journey.version, world.mesh.pathNormalization, receive);
  if ('refusal' in read) {
    // "Before all filters the connection manager itself refuses" (0.1): the client's own, too.
    const { status, details, body, flags } = read.refusal;
    record(journey, { kind: 'codec' }, 'denied');
    const cause = status === 404 ? 'noRoute' : 'badRequest';
    return { kind: 'stop', stop: { cause, status, body, log: { status, details, flags } } };
  }
  journey.packet = { ...journey.packet, http: read.head };
  const host = read.head.authority.toLowerCase().replace(/:\d+$/, '');
  // "For unknown hosts, a VirtualService creates a virtual host only on port 80" (4.13).
  const named = found?.service.hostname ?? host;
  const scope = { gateway: 'mesh', port, namespace: client.namespace, labels: client.labels };
  // "Without a route for this port and caller it makes no virtual host": another VirtualService may.
  const serves = (each: VirtualService): boolean =>
    mayRouteHttp(world, client, each, named) && routesOf(world, each, scope).length > 0;
  const service = found || port === 80 ? meshVirtualService(world, client, named, port, serves) : null;
  if (service) return byVirtualService(journey, world, client, ip, port, found, service, read.head);
  if (!found) return catchAllHttp(journey, world, { client, ip, port }, [hostCheck(journey, false, null)]);
  const virtualHost = found.service.hostname;
  record(journey, { kind: 'route', virtualHost, route: 'default' }, 'passed', [
    hostCheck(journey, true, found.service),
  ]);
  return toCluster(journey, world, client, {
    side: 'outbound',
    dialled: ip,
    ...found,
    layer: 'HTTP',
    subset: null,
    route: 'default',
  });
}

/** The connection manager of the outbound side. */
function receive(http: HttpHead): HttpHead {
  return plainProto(withoutCertificate(http));
}

function byVirtualService(
  journey: Journey,
  world: World,
  client: Workload,
  ip: string,
  port: number,
  found: ServiceOnPort | null,
  virtualService: VirtualService,
  http: HttpHead,
): OutboundResult {
  const virtualHost = found?.service.hostname ?? virtualService.resource.name;
  const scope = { gateway: 'mesh', port, namespace: client.namespace, labels: client.labels };
  const chosen = firstRoute(routesOf(world, virtualService, scope), { http, scheme: 'http', claims: null });
  if (!chosen) {
    // "No rule matches → 404 NR route_not_found."
    record(journey, { kind: 'route', virtualHost, route: null }, 'denied', [
      routeCheck(routesOrigin(virtualService), false),
    ]);
    const log = { status: 404, flags: ['NR'], details: 'route_not_found' };
    return { kind: 'stop', stop: { cause: 'noRoute', status: 404, body: '', log } };
  }
  return takeRoute(
    journey,
    world,
    { client, side: 'outbound', dialled: ip, port, scheme: 'http' },
    chosen,
    virtualHost,
    http,
  );
}

export function hostCheck(journey: Journey, matched: boolean, service: Service | null): Check {
  return {
    kind: 'host',
    name: service?.hostname ?? '',
    source: service ? { resource: service.resource.id, path: ['metadata', 'name'] } : null,
    matched,
    expected: service ? { kind: 'value', value: service.hostname } : any,
    actual: { kind: 'value', value: journey.packet.http?.authority ?? '' },
    children: [],
    ...(service ? {} : { note: note('host.unknown', {}) }),
  };
}
