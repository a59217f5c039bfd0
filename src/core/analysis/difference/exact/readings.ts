import type { World } from '../../../controlplane/world.ts';
import type { Packet, Trace } from '../../../model/trace.ts';
import { doubt } from './formula.ts';
import { networkConditions, placeConditions } from './readings/places.ts';
import { type Asked, other, type Reading } from './readings/reading.ts';
import { routing } from './readings/routing.ts';
import { inbound } from './readings/sidecarInbound.ts';

/**
 * Everything that the walk of one request came by that reads what other requests of its class have otherwise. Whoever
 * agrees with it in all of this is walked the same way, step by step, to the same end.
 */
export function* readingsOf(world: World, trace: Trace, asked: Asked): Iterable<Reading> {
  yield { kind: 'each', conditions: [...placeConditions(trace, asked), ...networkConditions(world, trace, asked)] };
  let before: Packet = trace.hops[0].steps[0].packet;
  const rewritten = { path: false, headers: new Set<string>() };
  for (const hop of trace.hops) {
    const { at } = hop;
    if (hop.steps.some((step) => step.kind === 'draw' && step.branches.length > 1))
      yield other(doubt('chance', hop.steps.find((step) => step.kind === 'draw')?.id ?? ''));
    if (at.kind === 'gateway' || at.kind === 'waypoint' || at.kind === 'ztunnel') yield other(doubt('place', at.kind));
    if (at.kind === 'sidecar' && at.side === 'outbound') {
      const routed = routing(world, trace, hop, at.workload, asked);
      yield* routed.readings;
      if (routed.path) rewritten.path = true;
      for (const name of routed.headers) rewritten.headers.add(name);
    }
    if (at.kind === 'sidecar' && at.side === 'inbound')
      yield* inbound(world, hop, at.workload, { before, rewritten }, asked);
    before = hop.steps.at(-1)?.packet ?? before;
  }
}
