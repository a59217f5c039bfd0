import { gatewayChain, type GatewayChain, gatewayListeners } from '../../../../controlplane/gateway/listener.ts';
import { mostSpecific } from '../../../../controlplane/hostPatterns.ts';
import { inboundListener } from '../../../../controlplane/inboundListener.ts';
import { proxyConfigOf } from '../../../../controlplane/proxyConfig.ts';
import type { World } from '../../../../controlplane/world.ts';
import { onceEach } from '../../../../model/onceEach.ts';
import type { WorkloadId } from '../../../../model/resource.ts';
import type { Hop } from '../../../../model/trace.ts';
import { protocolsIn, serverNameIn } from '../../../../model/wire.ts';
import { doubt, type Formula } from '../formula.ts';
import { chosenFormula } from '../hostFormula.ts';
import type { Rewritten } from '../sight.ts';
import { gatewayRoutes } from './gatewayRoutes.ts';
import { type Filtered, policyReadings, type Seen } from './policies.ts';
import { addressSeen, type Arriving, type Asked, changed, other, type Reading, remoteAt, sourceOf } from './reading.ts';

/** What a gateway reads: the server name, the token, the policies, the routes; returned is how a request leaves it. */
export function* throughGateway(
  world: World,
  hop: Hop,
  id: WorkloadId,
  arriving: Arriving,
  asked: Asked,
): Generator<Reading, Arriving> {
  const gateway = world.cluster.workloads.get(id);
  const { before, wire, rewritten } = arriving;
  if (gateway === undefined || !hop.steps.some(({ kind }) => kind === 'listener')) return arriving;
  if (before.wire.kind === 'hbone') yield other(doubt('place', 'gateway'));
  const chains = gatewayListeners(world, gateway).ports.get(before.destination.port) ?? [];
  const serverName = serverNameIn(before.wire).toLowerCase();
  const freeServerName = wire === 'peer' && before.wire.kind !== 'plaintext';
  if (freeServerName) yield other(serverNameFormula(chains, serverName));
  const chain = gatewayChain(chains, serverName);
  if (chain === null) return arriving;
  const freeHost = asked.caller === null && !rewritten.host;
  if (freeHost || freeServerName) yield* dialled(world, hop, chain, arriving, freeHost);
  const onward = leaving(hop, chain, arriving);
  // Whose certificate comes with a gateway's address makes a difference where certificates do.
  const passed = onward.wire !== 'fixed' && hop.steps.at(-1)?.packet.wire.kind === 'mtls';
  if (passed && world.issuance.proxies.size > 0) yield other(doubt('place', 'gateway'));
  if (chain.kind === 'autoPassthrough') return onward;
  const trusted = proxyConfigOf(world, gateway).numTrustedProxies;
  const seen: Seen = {
    world,
    source: sourceOf(before, asked),
    identity: wire,
    // "Nth address from the right of the incoming XFF; if fewer entries → TCP peer" (2.5, gateway HTTP).
    remote: remoteAt(trusted, arriving, asked),
    addressHidden: false,
    layer: chain.kind === 'http' ? 'HTTP' : 'TCP',
    serverName,
    freeServerName,
    freeHost,
    rewritten,
    single: asked.single,
  };
  const filtered = yield* policyReadings(hop, inboundListener(world, gateway), seen, arriving.token, asked);
  if (chain.kind === 'tcp') return onward;
  const routed = yield* gatewayRoutes(hop, chain, before, { seen, filtered, trusted }, asked.ground);
  return {
    ...onward,
    rewritten: [routed, byFilters(filtered, asked)].reduce(changed, rewritten),
    // "The gateway's own peer is appended to X-Forwarded-For, whatever it trusts" (2.5).
    noted: addressSeen(before, asked),
    token: filtered.token,
  };
}

/** "Exact, else the longest wildcard, else the chain without server names." */
function serverNameFormula(chains: readonly GatewayChain[], name: string): Formula {
  const patterns = chains.flatMap(({ snis }) => snis ?? []);
  const found = mostSpecific(
    patterns.map((pattern) => [pattern, pattern] as const),
    name,
  );
  return chosenFormula(patterns, name === '' ? null : found, 'sni');
}

/** What names in the request decide of the way on: a gateway may dial them, or spell them to the server. */
function* dialled(
  world: World,
  hop: Hop,
  chain: GatewayChain,
  { before }: Arriving,
  freeHost: boolean,
): Iterable<Reading> {
  if (dialsNames(world).size > 0) yield other(doubt('place', 'gateway'));
  if (chain.kind === 'autoPassthrough' && protocolsIn(before.wire).length > 0) yield other(doubt('place', 'gateway'));
  for (const step of hop.steps) {
    // "SNI is derived from the Host header unless set" (3.8).
    const spells = step.kind === 'transport' && step.mode === 'tls' && step.packet.http !== null;
    if (freeHost && spells) yield other(doubt('rewrite', 'sni'));
    // Behind a tunnel only a waypoint looks for server names.
    const next = step.kind === 'cluster' && step.endpoint !== null ? world.cluster.workloads.get(step.endpoint) : null;
    if (next?.proxy === 'waypoint' && before.wire.kind === 'tls') yield other(doubt('place', 'waypoint'));
  }
}

/** "Dynamic forward proxy": the name in the request is looked up by the proxy. */
export const dialsNames = onceEach(
  ({ registry }: World): ReadonlySet<string> =>
    new Set(
      [...registry.values()]
        .flat()
        .flatMap(({ entry, hostname }) => (entry?.resolution === 'DYNAMIC_DNS' ? [hostname] : [])),
    ),
);

/** A gateway opens a connection of its own, in which TLS that it has not ended goes on as it is. */
function leaving(hop: Hop, chain: GatewayChain, arriving: Arriving): Arriving {
  const { http, wire } = arriving.before;
  const ended = chain.tls !== null && wire.kind === 'tls' && wire.by === 'application';
  return { ...wrapped(hop, arriving), readable: arriving.readable || (ended && http !== null) };
}

/** Whose TLS it goes on in: the proxy's own, unless it passes it on. */
export function wrapped({ steps }: Hop, arriving: Arriving): Arriving {
  const own = steps.some((step) => step.kind === 'transport' && step.mode !== 'plaintext');
  return own ? { ...arriving, wire: 'fixed' } : arriving;
}

/** A token that was taken is taken out; what is made of it is put in. */
export function byFilters({ token, tokenHeaders }: Filtered, { tokens }: Asked): Rewritten {
  const path = token !== 'sent' && tokens.some(({ location }) => location.kind === 'param');
  return { path, host: false, headers: tokenHeaders };
}
