import { accountOf, shortName } from '../../model/naming.ts';
import { nameAt } from '../place.ts';
import { type StepOf, type Telling, type Told, told } from './telling.ts';

/** Where ztunnel sends a connection on. */
export function nextHop(step: StepOf<'nextHop'>): Told {
  const { to, service, endpoint, packet } = step;
  const address = step.address ?? '';
  switch (to) {
    case 'waypoint':
      return told('nextHop.waypoint', { service, waypoint: endpoint === null ? null : shortName(endpoint) });
    case 'workload':
      return told('nextHop.endpoint', { service, address, endpoint: endpoint === null ? null : shortName(endpoint) });
    case 'passthrough':
      return told('nextHop.passthrough', { address });
    case 'nowhere':
      return told('nextHop.nowhere', { service, port: packet.destination.port });
  }
}

/** The end of a tunnel: what the CONNECT was for, and who sent it. */
export function connect({ authority, peer }: StepOf<'connect'>, { at }: Telling): Told {
  const place = at.kind === 'ztunnel' || at.kind === 'waypoint' ? at.kind : 'sidecar';
  return told('connect.ends', { at: nameAt(at), place, authority, peer: accountOf(peer) });
}
