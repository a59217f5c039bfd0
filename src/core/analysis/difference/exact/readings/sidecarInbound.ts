import { inboundListener } from '../../../../controlplane/inboundListener.ts';
import type { World } from '../../../../controlplane/world.ts';
import { onceEach } from '../../../../model/onceEach.ts';
import type { WorkloadId } from '../../../../model/resource.ts';
import type { Hop } from '../../../../model/trace.ts';
import { serverNameIn } from '../../../../model/wire.ts';
import { languageOf } from '../../patterns/compileShape.ts';
import { anyText, choice, sequence, text } from '../../patterns/shape.ts';
import { doubt } from '../formula.ts';
import { policyReadings } from './policies.ts';
import { type Arriving, type Asked, other, type Reading, remoteAt, sourceOf } from './reading.ts';

/** What a server's sidecar reads: who the peer is, the token, the policies. */
export function* inbound(world: World, hop: Hop, id: WorkloadId, arriving: Arriving, asked: Asked): Iterable<Reading> {
  const server = world.cluster.workloads.get(id);
  if (server === undefined) return;
  const { before, wire, rewritten, token } = arriving;
  if (before.wire.kind === 'hbone') yield other(doubt('place', 'ztunnel'));
  const listener = inboundListener(world, server);
  const chain = hop.steps.find((step) => step.kind === 'filterChain');
  const layer = chain?.kind === 'filterChain' ? chain.layer : null;
  if (layer === null) return;
  // "A DISABLE port gets no TLS inspector", so no server name either.
  const inspected = chain?.kind === 'filterChain' && chain.mode !== 'DISABLE';
  if (wire === 'peer' && hop.steps.some(({ kind }) => kind === 'handshake')) yield trusted(world);
  const seen = {
    world,
    source: sourceOf(before, asked),
    identity: wire,
    // "Last address in X-Forwarded-For if it parses, otherwise the TCP peer" (2.5, sidecar HTTP).
    remote: remoteAt(1, arriving, asked),
    layer,
    serverName: inspected ? serverNameIn(before.wire).toLowerCase() : '',
    freeServerName: inspected && wire === 'peer' && before.wire.kind !== 'plaintext',
    freeHost: asked.caller === null && !rewritten.host,
    rewritten,
    single: asked.single,
  };
  yield* policyReadings(hop, listener, seen, token, asked);
}

/** "URI SAN must begin with spiffe://<td>/" (5.6). */
export const trusted = onceEach(({ mesh }: World): Reading => {
  const values = mesh.acceptedTrustDomains;
  const language = languageOf(sequence(choice(...values.map((domain) => text(`spiffe://${domain}/`))), anyText));
  if (language === null) return other(doubt('tooLarge', 'trustDomains'));
  const words = { field: 'trustDomains', values };
  return other({ kind: 'condition', condition: { about: 'identity', test: { kind: 'text', language }, words } });
});
