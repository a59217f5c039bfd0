import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { Target } from '../../model/request.ts';
import { hostAndPort, meshServerName, payloadOf } from './dial.ts';
import { asRequest, type Placed, type ProxyEntry, unplaced } from './placed.ts';

/** What came to an ingress gateway from outside. Who it was is not kept: to policies that read addresses it is somebody. */
export function placeAtGateway(
  world: World,
  { http, serverName, downstreamLocal, peer }: ProxyEntry,
  gateway: Workload,
): Placed {
  // Sidecars come to an egress gateway; their own lines tell whom they meant.
  if (gateway.proxy === 'waypoint' || peer !== null || meshServerName(serverName) !== null)
    return unplaced('onTheWay', gateway.name);
  const said = http?.authority == null ? null : hostAndPort(http.authority);
  const host = said?.host ?? serverName;
  if (host === null) return unplaced('noHost', '');
  const services = world.cluster.servicesOf(gateway.id);
  for (const service of services) {
    for (const port of service.ports) {
      const leads = world.cluster
        .endpoints(service.hostname, port)
        .some((each) => each.workload === gateway.id && each.port === downstreamLocal?.port);
      if (!leads) continue;
      const target: Target = { kind: 'host', host, port: port.port, via: `${service.namespace}/${service.name}` };
      const tls = serverName === null ? null : { sni: serverName, alpn: [] };
      return asRequest({ kind: 'external', ip: null }, target, payloadOf(http, target, null), tls);
    }
  }
  return unplaced('serverUnknown', String(downstreamLocal?.port ?? gateway.name));
}
