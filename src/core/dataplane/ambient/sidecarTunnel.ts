import { acceptedTrustDomains } from '../../controlplane/trustDomain.ts';
import type { Workload } from '../../cluster/types.ts';
import type { InboundPort } from '../../controlplane/inboundListener.ts';
import type { World } from '../../controlplane/world.ts';
import type { Tunnel } from '../../model/tunnel.ts';
import { chooseChain } from '../filterChain.ts';
import type { InboundResult } from '../inboundResult.ts';
import { isReadableHttp, type Journey } from '../journey.ts';
import { mainInternalLine } from './mainInternal.ts';
import { endTunnel } from './tunnelEnd.ts';

/**
 * A sidecar that takes HBONE: "it listens on 15008 with mandatory mTLS, independent of PeerAuthentication; its HBONE
 * traffic is authorized by the sidecar with the client's identity, L7 rules included" (2.13).
 */
export function fromTunnel(
  journey: Journey,
  world: World,
  server: Workload,
  tunnel: Tunnel,
  pass: (layer: 'HTTP' | 'TCP') => InboundResult,
  inbound: InboundPort,
): InboundResult {
  const sender = journey.packet.source.workload;
  const refused = endTunnel(journey, world, server, tunnel, acceptedTrustDomains(world));
  if (refused) return refused;
  // The chains behind the tunnel have no TLS, so none looks for a server name.
  journey.sni = '';
  const bare = { ...inbound, peer: { ...inbound.peer, mode: 'DISABLE' } } as const;
  const choice = chooseChain(bare, journey.packet.wire, isReadableHttp(journey));
  const result = pass(choice?.layer ?? 'TCP');
  const fromWaypoint = sender !== null && world.cluster.workloads.get(sender)?.proxy === 'waypoint';
  // A waypoint resets the stream once it has its answer.
  const reset = fromWaypoint ? { flags: ['DR'], details: 'http2.remote_reset' } : {};
  journey.logs.push({ ...mainInternalLine(server, 'inbound'), ...reset });
  return result;
}
