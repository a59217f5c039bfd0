import { acceptedTrustDomains } from '../../../../controlplane/trustDomain.ts';
import { waypointListener } from '../../../../controlplane/ambient/waypointListener.ts';
import { waypointRoutes } from '../../../../controlplane/ambient/waypointRoutes.ts';
import type { World } from '../../../../controlplane/world.ts';
import { type WaypointTarget, waypointTarget } from '../../../../dataplane/ambient/waypoint/target.ts';
import { inspects, layerOf } from '../../../../dataplane/ambient/waypoint/waypoint.ts';
import type { Workload } from '../../../../cluster/types.ts';
import type { WorkloadId } from '../../../../model/resource.ts';
import type { Hop } from '../../../../model/trace.ts';
import { serverNameIn } from '../../../../model/wire.ts';
import { doubt, no } from '../formula.ts';
import type { Rewritten } from '../sight.ts';
import { byFilters, dialsNames, wrapped } from './gateway.ts';
import { isTaken } from './gatewayRoutes.ts';
import { trusted } from './peers.ts';
import { type Filtered, policyReadings, type Seen } from './policies.ts';
import { type Arriving, type Asked, changed, other, type Reading, remoteAt, sourceOf } from './reading.ts';
import { changedBy, firstTaken } from './routing.ts';

/** What a waypoint reads: who opened the tunnel, the token, the policies of the service, its routes; returned is how a request leaves it. */
export function* throughWaypoint(
  world: World,
  hop: Hop,
  id: WorkloadId,
  arriving: Arriving,
  asked: Asked,
): Generator<Reading, Arriving> {
  const waypoint = world.cluster.workloads.get(id);
  const { before, wire, rewritten } = arriving;
  if (waypoint === undefined || before.wire.kind !== 'hbone') return arriving;
  const domains = acceptedTrustDomains(world);
  if (domains !== null && wire === 'peer' && hop.steps.some(({ kind }) => kind === 'handshake')) yield trusted(domains);
  const target = waypointTarget(world, waypoint, before.wire.authority);
  if (target === null || !hop.steps.some(({ kind }) => kind === 'listener')) return arriving;
  const freeHost = asked.caller === null && !rewritten.host;
  if (freeHost && dials(world, hop)) yield other(doubt('place', 'waypoint'));
  const seen: Seen = {
    world,
    source: sourceOf(before, asked),
    identity: wire,
    // "Client pod IP, or the last entry of XFF, so the client can choose it" (2.5, waypoint).
    remote: remoteAt(1, arriving, asked),
    // "ipBlocks never match, notIpBlocks always."
    addressHidden: true,
    layer: layerOf(target, arriving.readable),
    serverName: inspects(world, waypoint, target) ? serverNameIn(before.wire.inner).toLowerCase() : '',
    freeServerName: false,
    freeHost,
    rewritten,
    single: asked.single,
  };
  const service = target.kind === 'service' ? target.service : null;
  // "Policies are computed per service chain" (0.4).
  const filtered = yield* policyReadings(hop, waypointListener(world, waypoint, service), seen, arriving.token, asked);
  const onward = wrapped(hop, arriving);
  if (seen.layer === 'TCP') return onward;
  const routed = yield* waypointRouting(world, hop, waypoint, target, { seen, filtered }, asked);
  return {
    ...onward,
    rewritten: [routed, byFilters(filtered, asked)].reduce(changed, rewritten),
    token: filtered.token,
  };
}

/** Which route of a VirtualService, or HTTPRoute, takes a request: policy comes first (10.5). */
function* waypointRouting(
  world: World,
  hop: Hop,
  waypoint: Workload,
  target: WaypointTarget,
  { seen, filtered }: { readonly seen: Seen; readonly filtered: Filtered },
  { ground }: Asked,
): Generator<Reading, Rewritten> {
  const unchanged: Rewritten = { path: false, host: false, headers: new Set() };
  const step = hop.steps.find(({ kind }) => kind === 'route');
  const routes = target.kind === 'pod' ? null : waypointRoutes(world, waypoint, target.service, target.port);
  if (step === undefined || routes === null) return unchanged;
  const [{ packet }] = hop.steps;
  const sight = {
    authority: seen.freeHost ? null : (packet.http?.authority ?? ''),
    // Behind its tunnel a waypoint speaks plain HTTP.
    secure: no,
    claims: filtered.claims,
    rewritten: seen.rewritten,
    tokenHeaders: filtered.tokenHeaders,
  };
  return changedBy(yield* firstTaken(routes.entries, sight, ground, (entry) => isTaken(step, entry)));
}

/** Whether a name in the request may decide of the way on: a proxy dials it, or spells it to the server. */
function dials(world: World, { steps }: Hop): boolean {
  return (
    dialsNames(world).size > 0 ||
    steps.some(({ kind, packet: { wire } }) => {
      if (kind !== 'transport') return false;
      return wire.kind === 'tls' || (wire.kind === 'hbone' && wire.inner.kind !== 'plaintext');
    })
  );
}
