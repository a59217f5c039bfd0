import type { Endpoint } from '../../cluster/types.ts';
import { identityOf } from '../../controlplane/certificates.ts';
import type { World } from '../../controlplane/world.ts';
import type { Tunnel } from '../../model/tunnel.ts';
import { directWire } from '../../model/wire.ts';
import { type Journey, record } from '../journey.ts';
import { landOnPod, type ProxyView, type Upstream } from '../upstream.ts';

/** A gateway sends to a service's waypoint: through a tunnel, for the service's own address. */
export function toWaypoint(
  journey: Journey,
  world: World,
  waypoint: Pick<Endpoint, 'ip' | 'port'>,
  address: Tunnel['authority'],
  proxy: ProxyView,
): Upstream {
  const wire: Tunnel = {
    kind: 'hbone',
    presents: identityOf(world, proxy.client),
    authority: address,
    service: null,
    inner: directWire(journey.packet.wire),
  };
  journey.packet = { ...journey.packet, wire };
  record(journey, { kind: 'transport', mode: 'hbone', by: 'tunnel' }, 'passed');
  return { landing: landOnPod(world, waypoint.ip, waypoint.port), wire, accepts: null, proxy };
}
