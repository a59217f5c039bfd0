import type { World } from '../../../controlplane/world.ts';
import type { Trace } from '../../../model/trace.ts';
import { doubt } from './formula.ts';
import { throughGateway } from './readings/gateway.ts';
import { networkConditions, placeConditions } from './readings/places.ts';
import { type Asked, changed, departing, other, type Reading } from './readings/reading.ts';
import { routing } from './readings/routing.ts';
import { inbound } from './readings/sidecarInbound.ts';
import { throughWaypoint } from './readings/waypoint.ts';
import { ztunnelInbound, ztunnelOutbound } from './readings/ztunnel.ts';

/**
 * Everything that the walk of one request came by that reads what other requests of its class have otherwise. Whoever
 * agrees with it in all of this is walked the same way, step by step, to the same end.
 */
export function* readingsOf(world: World, trace: Trace, asked: Asked): Iterable<Reading> {
  yield { kind: 'each', conditions: [...placeConditions(trace, asked), ...networkConditions(world, trace, asked)] };
  let arriving = departing(trace, asked);
  for (const hop of trace.hops) {
    const { at } = hop;
    if (hop.steps.some((step) => step.kind === 'draw' && step.branches.length > 1))
      yield other(doubt('chance', hop.steps.find((step) => step.kind === 'draw')?.id ?? ''));
    if (at.kind === 'waypoint') arriving = yield* throughWaypoint(world, hop, at.workload, arriving, asked);
    if (at.kind === 'ztunnel' && at.side === 'outbound') yield* ztunnelOutbound(world, hop, asked);
    if (at.kind === 'ztunnel' && at.side === 'inbound') yield* ztunnelInbound(world, hop, at.workload, arriving, asked);
    if (at.kind === 'gateway') arriving = yield* throughGateway(world, hop, at.workload, arriving, asked);
    if (at.kind === 'sidecar' && at.side === 'outbound') {
      const rewritten = yield* routing(world, trace, hop, at.workload, arriving, asked);
      arriving = { ...arriving, rewritten: changed(arriving.rewritten, rewritten) };
    }
    if (at.kind === 'sidecar' && at.side === 'inbound') yield* inbound(world, hop, at.workload, arriving, asked);
    arriving = { ...arriving, before: hop.steps.at(-1)?.packet ?? arriving.before };
  }
}
