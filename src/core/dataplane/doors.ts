import type { Workload } from '../cluster/types.ts';
import type { World } from '../controlplane/world.ts';
import type { CallerView } from '../model/trace.ts';
import type { ServerCheck } from './handshake.ts';
import type { InboundResult } from './inboundResult.ts';
import type { Journey } from './journey.ts';
import type { Upstream } from './upstream.ts';

/** How a connection arrives at a pod's address: its sidecar, its gateway, or the application itself. */
export type Arrive = (
  journey: Journey,
  world: World,
  server: Workload,
  port: number,
  accepts: ServerCheck | null,
) => InboundResult;

/** One connection from end to end: across the network, in at the other side, and back to who opened it. */
export type Travel = (journey: Journey, world: World, upstream: Upstream) => Arrival;

/** What came of a connection, for the engine (`result`) and as the program or proxy behind it sees it (`caller`). */
export interface Arrival {
  readonly result: InboundResult;
  readonly caller: CallerView;
}

/** Arriving and travelling call each other (gateways, check calls): handed down, to keep the modules apart. */
export interface Doors {
  readonly arrive: Arrive;
  readonly travel: Travel;
}
