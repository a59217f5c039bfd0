import type { Workload } from '../../cluster/types.ts';
import { guessService } from '../../controlplane/ambient/ztunnelServices.ts';
import { ztunnelPolicies } from '../../controlplane/ambient/ztunnelPolicies.ts';
import { workloadPeerMode } from '../../controlplane/peerAuthentication.ts';
import type { World } from '../../controlplane/world.ts';
import type { Check, Determining } from '../../model/trace.ts';
import { deliver } from '../application.ts';
import { type InboundResult, stopped } from '../inboundResult.ts';
import { enter, type Journey, record } from '../journey.ts';
import { authorize } from './authorize.ts';
import { modeCheck } from './converted.ts';
import { endTunnel } from './tunnelEnd.ts';
import { ztunnelLine } from './ztunnelLog.ts';

/** A connection arrives at a captured pod: through the ztunnel of its node, from HBONE or in plaintext (11.E). */
export function arriveAtZtunnel(journey: Journey, world: World, server: Workload, port: number): InboundResult {
  enter(journey, { kind: 'ztunnel', workload: server.id, side: 'inbound' });
  const { wire } = journey.packet;
  if (wire.kind === 'hbone') {
    // "Inbound accepts peers of its own certificate's trust domain only" (5.7).
    const refused = endTunnel(journey, world, server, wire, [world.mesh.trustDomain.replaceAll('@', '.')]);
    if (refused) return refused;
  } else {
    journey.packet = { ...journey.packet, peer: null };
    record(journey, { kind: 'capture', captured: true }, 'passed', unenforced(world, server, port));
  }
  const tunnelled = wire.kind === 'hbone';
  const service = guessService(world, server, port, tunnelled ? wire.service : null);
  const log = (error: string | null): void => {
    journey.logs.push(ztunnelLine(server, 'inbound', service, error));
  };
  const verdict = authorize(journey, world, server);
  if (verdict.kind === 'denied') {
    log(verdict.error);
    const { cause, determining } = verdict.stop;
    // "HBONE: CONNECT answered 401; plaintext: closed" (11.E).
    return stopped(tunnelled ? { kind: 'tunnelRefused', status: 401 } : { kind: 'closed' }, cause, determining);
  }
  const result = toApplication(journey, world, server, port, verdict.by);
  if (result.end.kind !== 'refused') {
    log(null);
    return result;
  }
  // "Nothing listening: CONNECT 503 there and `connection failed: Connection refused` at the server."
  log('connection failed: Connection refused (os error 111)');
  return { ...result, end: tunnelled ? { kind: 'tunnelRefused', status: 503 } : { kind: 'closed' } };
}

function toApplication(
  journey: Journey,
  world: World,
  server: Workload,
  port: number,
  allowedBy: Determining | null,
): InboundResult {
  const { end, cause, delivery } = deliver(journey, world, server, port, false);
  if (cause === null) return { end, stop: null, delivery, allowedBy };
  enter(journey, { kind: 'app', workload: server.id });
  record(journey, { kind: 'deliver', port }, 'denied', [], 'app');
  return stopped(end, cause, null);
}

/** "Two fail-open holes of istiod's conversion" (2.12): STRICT that no policy enforces here. */
function unenforced(world: World, server: Workload, port: number): readonly Check[] {
  const { peers } = ztunnelPolicies(world, server);
  if (peers.length > 0 || workloadPeerMode(world, server, port).mode !== 'STRICT') return [];
  return [modeCheck(world, server, port, false, false, true)];
}
