import type { Step } from '../../model/trace.ts';
import { connect, nextHop } from './ambient.ts';
import { deliver, inboundRoute } from './arriving.ts';
import { codec, filterChain, handshake } from './door.ts';
import { networkPolicy, wire } from './network.ts';
import { cluster, draw, listener, route, transport } from './outbound.ts';
import { extAuthz, jwt, rbac } from './policies.ts';
import { capture, dns, send } from './sending.ts';
import { type Telling, type Told, told } from './telling.ts';

/** One step in words. A step whose outcome is not known names what is not modelled. */
export function narrate(step: Step, telling: Telling): Told {
  if (step.outcome === 'undetermined') return told('unknown', { name: telling.trace.limits[0]?.name ?? '' });
  switch (step.kind) {
    case 'send':
      return send(step, telling);
    case 'dns':
      return dns(step, telling);
    case 'capture':
      return capture(step, telling);
    case 'listener':
      return listener(step, telling);
    case 'route':
      return route(step, telling);
    case 'draw':
      return draw(step);
    case 'cluster':
      return cluster(step, telling);
    case 'transport':
      return transport(step, telling);
    case 'nextHop':
      return nextHop(step);
    case 'connect':
      return connect(step, telling);
    case 'wire':
      return wire(step);
    case 'networkPolicy':
      return networkPolicy(step);
    case 'filterChain':
      return filterChain(step, telling);
    case 'handshake':
      return handshake(step, telling);
    case 'codec':
      return codec(step, telling);
    case 'extAuthz':
      return extAuthz(step, telling);
    case 'jwt':
      return jwt(step);
    case 'rbac':
      return rbac(step, telling);
    case 'inboundRoute':
      return inboundRoute(step, telling);
    case 'deliver':
      return deliver(step, telling);
  }
}
