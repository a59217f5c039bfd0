import type { Workload } from '../cluster/types.ts';
import {
  chainName,
  type InboundListener,
  type InboundPort,
  inboundListener,
  inboundPort,
} from '../controlplane/inboundListener.ts';
import { proxyPatch } from '../controlplane/unmodelled/proxy.ts';
import type { World } from '../controlplane/world.ts';
import type { Resource } from '../model/resource.ts';
import type { DenyCause, Determining, StepDetail } from '../model/trace.ts';
import { fromTunnel } from './ambient/sidecarTunnel.ts';
import { deliver } from './application.ts';
import { inboundBypass, inboundListenPort, outboundListenPort } from './capture.ts';
import { peerModeCheck } from './explain/peerMode.ts';
import { chooseChain } from './filterChain.ts';
import { handshake, refusalCause, refusalEnd, refusalSetting, type ServerCheck, unwrap } from './handshake.ts';
import type { Doors } from './doors.ts';
import { httpChain } from './httpChain.ts';
import { type InboundResult, stopped } from './inboundResult.ts';
import { enter, isReadableHttp, type Journey, record, refuse } from './journey.ts';
import { limitResource } from './limits.ts';
import { listenerLine, tcpLine } from './serverLog.ts';
import { arriveTooEarly } from './waiting.ts';
import { sidecarHttp, sidecarTcp } from './sidecarServer.ts';
import { tcpChain } from './tcpChain.ts';
import { serverNameIn } from '../model/wire.ts';

/** The connection arrives at a pod without a gateway: through its sidecar, or straight to the application. */
export function arriveAtPod(
  journey: Journey,
  world: World,
  server: Workload,
  port: number,
  accepts: ServerCheck | null,
  doors: Doors,
): InboundResult {
  // "Localhost and own-pod-IP calls: not captured, no policy" (9.7); what the own proxy sends "is re-captured inbound" (9.3).
  const proxied = journey.hops.some(({ at }) => at.kind === 'sidecar');
  const own = journey.packet.source.workload === server.id && !proxied;
  const direct = server.proxy === 'sidecar' && !own && journey.packet.wire.kind !== 'hbone';
  const past = direct ? inboundBypass(server, port) : null;
  const captured = server.proxy === 'sidecar' && !own && past === null;
  if (server.waiting !== undefined && (captured || server.waiting !== 'proxy'))
    return arriveTooEarly(journey, world, server);
  if (captured) return throughSidecar(journey, world, server, port, accepts, doors);
  if (past !== null) {
    enter(journey, { kind: 'app', workload: server.id });
    record(journey, { kind: 'capture', captured: false }, 'passed', [past]);
  }
  return toApplication(journey, world, server, port, false, null);
}

function throughSidecar(
  journey: Journey,
  world: World,
  server: Workload,
  port: number,
  accepts: ServerCheck | null,
  doors: Doors,
): InboundResult {
  const listener = inboundListener(world, server);
  const inbound = inboundPort(world, server, listener, port);
  enter(journey, { kind: 'sidecar', workload: server.id, side: 'inbound' });
  // "Direct connections to 15006 land in BlackHoleCluster."
  if (port === inboundListenPort) {
    record(journey, { kind: 'capture', captured: true }, 'denied');
    return stopped({ kind: 'closed' }, 'proxyPort', null);
  }
  const unknown = proxyPatch(world, server);
  if (unknown)
    return limited(
      journey,
      { kind: 'filterChain', mode: inbound.peer.mode, protocol: inbound.protocol, chain: null, layer: null },
      unknown,
    );
  const { wire } = journey.packet;
  if (wire.kind === 'hbone')
    return fromTunnel(
      journey,
      world,
      server,
      wire,
      (layer) => passChain(journey, world, server, listener, inbound, { layer }, doors),
      inbound,
    );
  const isHttp = isReadableHttp(journey);
  // "A DISABLE port gets no TLS inspector", so no server name either.
  journey.sni = inbound.peer.mode === 'DISABLE' ? '' : serverNameIn(wire).toLowerCase();
  const choice = chooseChain(inbound, wire, isHttp);
  const layer = choice?.layer ?? null;
  const chain = layer === null ? null : chainName(inbound, layer);
  const detail = { kind: 'filterChain', mode: inbound.peer.mode, protocol: inbound.protocol, chain, layer } as const;
  const checks = [peerModeCheck(inbound.peer, wire, choice !== null)];
  if (choice === null) {
    journey.logs.push(listenerLine(server, ['NR'], 'filter_chain_not_found'));
    const cause: DenyCause = wire.kind === 'plaintext' ? 'plaintextRefused' : 'noFilterChain';
    if (!refuse(journey, detail, cause, checks)) return stopped({ kind: 'noFilterChain' }, cause, modeSetting(inbound));
    // Waived: what else would stop it is asked as if the port took what arrives, and ended a proxy's TLS.
    journey.packet = { ...journey.packet, wire: unwrap(journey) };
    return passChain(journey, world, server, listener, inbound, { layer: isHttp ? 'HTTP' : 'TCP' }, doors);
  }
  record(journey, detail, 'passed', checks);
  if (choice.terminates) {
    const refused = terminate(journey, world, server, inbound, choice.layer, accepts);
    if (refused) return refused;
  }
  return passChain(journey, world, server, listener, inbound, choice, doors);
}

/** The TLS handshake, and the peer identity it establishes. */
function terminate(
  journey: Journey,
  world: World,
  server: Workload,
  inbound: InboundPort,
  layer: 'HTTP' | 'TCP',
  accepts: ServerCheck | null,
): InboundResult | null {
  const result = handshake(world, server, journey, accepts);
  const { clientIdentity, serverIdentity, refusedBy, shown } = result;
  if (refusedBy === null) journey.packet = { ...journey.packet, wire: unwrap(journey), peer: clientIdentity };
  const detail = { kind: 'handshake', clientIdentity, serverIdentity, refusedBy, shown } as const;
  if (refusedBy === null) {
    record(journey, detail, 'passed', result.checks);
    return null;
  }
  const cause = refusalCause(result);
  const waived = refuse(journey, detail, cause, result.checks);
  // "On a TCP chain the tcp_proxy writes a line with no flag; an HTTP chain leaves none."
  if (layer === 'TCP') journey.logs.push(tcpLine(server, inbound, [], null));
  if (waived) {
    journey.packet = { ...journey.packet, wire: unwrap(journey), peer: clientIdentity };
    return null;
  }
  return stopped(refusalEnd(result), cause, refusalSetting(result));
}

function passChain(
  journey: Journey,
  world: World,
  server: Workload,
  listener: InboundListener,
  inbound: InboundPort,
  choice: { readonly layer: 'HTTP' | 'TCP' },
  doors: Doors,
): InboundResult {
  const deliver = (allowedBy: Determining | null): InboundResult => {
    record(journey, { kind: 'inboundRoute', cluster: inbound.cluster }, 'passed');
    return toApplication(journey, world, server, inbound.application, true, allowedBy);
  };
  const policies = { server, listener, doors };
  return choice.layer === 'HTTP'
    ? httpChain(journey, world, { ...policies, ...sidecarHttp(journey, world, server, inbound, deliver) })
    : tcpChain(journey, world, { ...policies, ...sidecarTcp(journey, server, inbound, deliver) });
}

/** The application itself: behind its sidecar, or without one on the way. */
export function toApplication(
  journey: Journey,
  world: World,
  server: Workload,
  port: number,
  viaProxy: boolean,
  allowedBy: Determining | null,
): InboundResult {
  // "A dial to POD:15001 from outside passes the catch-all and then loops into the virtualOutbound black hole" (2.11).
  if (viaProxy && port === outboundListenPort) {
    record(journey, { kind: 'inboundRoute', cluster: 'BlackHoleCluster' }, 'denied', [], 'loop');
    return stopped({ kind: 'closed' }, 'proxyPort', null);
  }
  const { end, cause, delivery } = deliver(journey, world, server, port, viaProxy);
  if (cause === null) return { end, stop: null, delivery, allowedBy };
  if (!viaProxy) enter(journey, { kind: 'app', workload: server.id });
  record(
    journey,
    viaProxy ? { kind: 'inboundRoute', cluster: `inbound|${port}||` } : { kind: 'deliver', port },
    'denied',
    [],
    'app',
  );
  return stopped(end, cause, null);
}

function limited(journey: Journey, detail: StepDetail, resource: Resource): InboundResult {
  limitResource(journey, detail, resource);
  return { end: { kind: 'timeout' }, stop: null, delivery: null, allowedBy: null };
}

function modeSetting(inbound: InboundPort): Determining {
  return { kind: 'setting', ref: inbound.peer.source, name: 'mtls.mode', value: inbound.peer.mode };
}
