import { acceptedTrustDomains } from '../../../../controlplane/trustDomain.ts';
import type { Workload } from '../../../../cluster/types.ts';
import { inboundListener, inboundPort } from '../../../../controlplane/inboundListener.ts';
import type { World } from '../../../../controlplane/world.ts';
import { chooseChain } from '../../../../dataplane/filterChain.ts';
import type { WorkloadId } from '../../../../model/resource.ts';
import type { Hop } from '../../../../model/trace.ts';
import { serverNameIn } from '../../../../model/wire.ts';
import { trusted } from './peers.ts';
import { policyReadings } from './policies.ts';
import { type Arriving, type Asked, type Reading, remoteAt, sourceOf } from './reading.ts';

/** What a server's sidecar reads: who the peer is, the token, the policies. */
export function* inbound(world: World, hop: Hop, id: WorkloadId, arriving: Arriving, asked: Asked): Iterable<Reading> {
  const server = world.cluster.workloads.get(id);
  if (server === undefined) return;
  const { before, wire, rewritten, token } = arriving;
  const listener = inboundListener(world, server);
  const domains = acceptedTrustDomains(world);
  if (domains !== null && wire === 'peer' && hop.steps.some(({ kind }) => kind === 'handshake')) yield trusted(domains);
  const { layer, inspected } = chainOf(world, hop, server, arriving);
  if (layer === null) return;
  const seen = {
    world,
    source: sourceOf(before, asked),
    identity: wire,
    // "Last address in X-Forwarded-For if it parses, otherwise the TCP peer" (2.5, sidecar HTTP).
    remote: remoteAt(1, arriving, asked),
    addressHidden: false,
    layer,
    serverName: inspected ? serverNameIn(before.wire).toLowerCase() : '',
    freeServerName: inspected && wire === 'peer' && before.wire.kind !== 'plaintext',
    freeHost: asked.caller === null && !rewritten.host,
    rewritten,
    single: asked.single,
  };
  yield* policyReadings(hop, listener, seen, token, asked);
}

/** The chain that takes the connection, and whether it looks for a server name. */
function chainOf(world: World, hop: Hop, server: Workload, { before: { wire }, readable }: Arriving) {
  const chain = hop.steps.find((step) => step.kind === 'filterChain');
  // "A DISABLE port gets no TLS inspector", so no server name either.
  if (chain?.kind === 'filterChain') return { layer: chain.layer, inspected: chain.mode !== 'DISABLE' };
  const opened = hop.steps.find(({ kind }) => kind === 'connect');
  if (wire.kind !== 'hbone' || opened === undefined) return { layer: null, inspected: false };
  // "Its HBONE traffic is authorized by the sidecar" (2.13), behind the tunnel by chains that know no TLS.
  const inbound = inboundPort(world, server, inboundListener(world, server), opened.packet.destination.port);
  const choice = chooseChain({ ...inbound, peer: { ...inbound.peer, mode: 'DISABLE' } }, wire.inner, readable);
  return { layer: choice?.layer ?? 'TCP', inspected: false };
}
