import type { Service, Workload } from '../cluster/types.ts';
import { routesOf } from '../controlplane/httpRoutes.ts';
import { routesOrigin } from '../controlplane/made.ts';
import { type VirtualHost, virtualHostFor, virtualHostOf } from '../controlplane/meshVirtualHosts.ts';
import { hostIn, type ServiceOnPort, type VirtualHosts } from '../controlplane/outboundListeners.ts';
import type { VirtualService } from '../controlplane/virtualService.ts';
import type { World } from '../controlplane/world.ts';
import { note } from '../model/note.ts';
import type { Check, HttpHead } from '../model/trace.ts';
import { catchAllHttp } from './catchAll.ts';
import { withoutCertificate } from './clientCertificate.ts';
import { type Journey, record } from './journey.ts';
import { firstRoute } from './match/httpRoute.ts';
import type { OutboundResult } from './outboundResult.ts';
import { plainProto, schemeOf } from './headers.ts';
import { readHead } from './readHead.ts';
import { routeCheck, takeRoute } from './takeRoute.ts';
import { toCluster } from './toCluster.ts';

const any = { kind: 'any' } as const;

/** Whom the requests on a listener may be for: one by its Host header, one service whatever the Host, or nobody known. */
export type HttpAudience =
  | { readonly kind: 'named'; readonly hosts: VirtualHosts }
  | { readonly kind: 'service'; readonly target: ServiceOnPort }
  | { readonly kind: 'unknown' };

/** An HTTP request on a client's listener: virtual host by Host header, then the routes of a VirtualService, if one applies (4.6, 11.H). */
export function routeHttp(
  journey: Journey,
  world: World,
  client: Workload,
  ip: string,
  port: number,
  audience: HttpAudience,
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
  const found = virtualHostIn(world, client, port, audience, read.head);
  if (found === null) return catchAllHttp(journey, world, { client, ip, port }, [hostCheck(journey, false, null)]);
  const { target, router } = found;
  if (router) return byVirtualService(journey, world, client, ip, port, target, router, read.head);
  if (target === null) return { kind: 'limited' };
  const virtualHost = target.service.hostname;
  record(journey, { kind: 'route', virtualHost, route: 'default' }, 'passed', [
    hostCheck(journey, true, target.service),
  ]);
  return toCluster(journey, world, client, {
    side: 'outbound',
    dialled: ip,
    ...target,
    layer: 'HTTP',
    subset: null,
    route: 'default',
  });
}

function virtualHostIn(
  world: World,
  client: Workload,
  port: number,
  audience: HttpAudience,
  { authority }: HttpHead,
): VirtualHost | null {
  switch (audience.kind) {
    case 'named':
      return virtualHostOf(world, client, port, audience.hosts, hostIn(authority));
    case 'service':
      return virtualHostFor(world, client, audience.target);
    case 'unknown':
      return null;
  }
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
  const scheme = schemeOf(http, journey.packet, journey.version);
  const chosen = firstRoute(routesOf(world, virtualService, scope), { http, scheme, claims: null });
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
    { client, side: 'outbound', dialled: ip, port, scheme, portOnly: true },
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
