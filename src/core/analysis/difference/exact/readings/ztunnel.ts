import type { AutoAllow } from '../../../../controlplane/ambient/autoAllow.ts';
import { servicesByAddress } from '../../../../controlplane/ambient/ztunnelServices.ts';
import { ztunnelPolicies } from '../../../../controlplane/ambient/ztunnelPolicies.ts';
import type { World } from '../../../../controlplane/world.ts';
import { admits } from '../../../../dataplane/ambient/autoAllow.ts';
import { refuses } from '../../../../dataplane/ambient/converted.ts';
import type { WorkloadId } from '../../../../model/resource.ts';
import type { Hop } from '../../../../model/trace.ts';
import { identityOf } from '../../../../controlplane/certificates.ts';
import { languageOf } from '../../patterns/compileShape.ts';
import { choice, text } from '../../patterns/shape.ts';
import { any, doubt, type Formula, no, yes } from '../formula.ts';
import { filterFormula } from '../ruleFormula.ts';
import type { Sight } from '../sight.ts';
import { trusted } from './peers.ts';
import { watched } from './policies.ts';
import { type Arriving, type Asked, type Reading, sourceOf } from './reading.ts';

/** What a client's ztunnel reads of who calls: where several services have the address, those of its own namespace come first. */
export function* ztunnelOutbound(world: World, hop: Hop, { caller }: Asked): Iterable<Reading> {
  const [{ packet }] = hop.steps;
  const found = servicesByAddress(world, packet.destination.ip ?? '');
  const namespaces = new Set(found.map(({ namespace }) => namespace));
  if (caller === null || namespaces.size < 2) return;
  const conditions = [...namespaces].map((namespace) => {
    const holds = (id: WorkloadId): boolean => world.cluster.workloads.get(id)?.namespace === namespace;
    const words = { field: 'namespaces', values: [namespace] };
    return { about: 'caller', test: { kind: 'caller', holds }, words } as const;
  });
  yield { kind: 'each', conditions };
}

/** What a server's ztunnel reads: the identity that a tunnel brings, if it came in one, the address, the port (10.3). */
export function* ztunnelInbound(
  world: World,
  hop: Hop,
  id: WorkloadId,
  arriving: Arriving,
  asked: Asked,
): Iterable<Reading> {
  const server = world.cluster.workloads.get(id);
  if (server === undefined) return;
  const { before, wire, rewritten } = arriving;
  // "Inbound accepts peers of its own certificate's trust domain only" (5.7).
  if (wire === 'peer' && hop.steps.some(({ kind }) => kind === 'handshake'))
    yield trusted([world.mesh.trustDomain.replaceAll('@', '.')]);
  const { deny, allow, peers, auto } = ztunnelPolicies(world, server);
  for (const step of hop.steps) {
    if (step.kind !== 'rbac') continue;
    const { packet, outcome, checks } = step;
    const sight: Sight = {
      world,
      // "Ports and destination.ip vs the pod's own port and address" (10.3).
      packet: { ...packet, destination: { ...packet.destination, ip: server.ip } },
      source: sourceOf(before, asked),
      identity: wire,
      remote: { kind: 'unknown' },
      addressHidden: false,
      layer: 'TCP',
      serverName: '',
      freeServerName: false,
      freeHost: false,
      rewritten,
      single: asked.single,
      tokenHeaders: new Set(),
      claims: false,
    };
    const filter = step.action === 'DENY' ? deny : allow;
    if (step.action === 'ALLOW' && (allow?.enforcing.length ?? 0) === 0 && auto.length === 0) continue;
    if (filter !== null && asked.watched !== undefined) yield* watched(filter, checks, asked.watched, sight);
    const written = filter === null ? no : filterFormula(filter, sight);
    if (step.action === 'DENY') {
      // Whether there is an identity is decided by how the connection came, and the same for all of the class.
      const peer = packet.peer === null ? null : `spiffe://${packet.peer}`;
      const strict = peers.some((each) => refuses(each, { peer, destinationPort: packet.destination.port }));
      yield { kind: 'formula', formula: any([strict ? yes : no, written]), seen: outcome === 'denied', of: 'rbac' };
    } else {
      const formula = any([written, ...auto.map((each) => admitted(each, sight))]);
      yield { kind: 'formula', formula, seen: outcome === 'passed', of: 'rbac' };
    }
  }
}

/** Whether a policy that istiod made up for a waypoint lets the peer in (10.5). */
function admitted(auto: AutoAllow, { world, packet, identity }: Sight): Formula {
  if (packet.peer === null) return no;
  if (identity === 'fixed') return admits(auto, `spiffe://${packet.peer}`) ? yes : no;
  const words = { field: 'principals', values: auto.principals };
  if (identity === 'peer') {
    const language = languageOf(choice(...auto.principals.map((each) => text(`spiffe://${each}`))));
    if (language === null) return doubt('tooLarge', 'principals');
    return { kind: 'condition', condition: { about: 'identity', test: { kind: 'text', language }, words } };
  }
  const holds = (id: WorkloadId): boolean => {
    const workload = world.cluster.workloads.get(id);
    return workload !== undefined && admits(auto, `spiffe://${identityOf(world, workload)}`);
  };
  return { kind: 'condition', condition: { about: 'caller', test: { kind: 'caller', holds }, words } };
}
