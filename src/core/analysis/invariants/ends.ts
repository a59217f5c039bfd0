import type { World } from '../../controlplane/world.ts';
import { send } from '../../dataplane/send.ts';
import type { Draws } from '../../model/draw.ts';
import type { Request } from '../../model/request.ts';
import type { WorkloadId } from '../../model/resource.ts';
import type { Trace, VerdictKind } from '../../model/trace.ts';
import { waysOf } from '../chances.ts';

/** One connection on a request's way. The caller's own pod is not named: callers that are alike share an end. */
export interface Leg {
  /** The pod that opened it; null: the caller. */
  readonly from: WorkloadId | null;
  /** The pod that took it; null: it left the cluster, or led nowhere. */
  readonly to: WorkloadId | null;
  /** `tls`: of the programs, not of the mesh. */
  readonly wire: 'plaintext' | 'mtls' | 'tls';
}

/** How a request ends, as far as invariants look at it. */
export interface End {
  readonly verdict: VerdictKind;
  /** The pod that answered, or at which the engine stopped knowing. */
  readonly at: WorkloadId | null;
  /** The port that it came to there. */
  readonly port: number | null;
  /** The host outside the cluster that answered. */
  readonly outside: string | null;
  /** The last one who verified an identity found one. */
  readonly identified: boolean;
  readonly legs: readonly Leg[];
  /** What the proxies must draw for it to end so; absent: nothing is left to chance. */
  readonly draws?: Draws;
}

/** All ends that one request can have, and the traces that they were read from. */
export interface Ends {
  readonly answer: readonly End[];
  readonly traces: readonly Trace[];
}

/** Sends a request in every way that it can go. Where these are too many, one end more says that the rest is not known. */
export function endsOf(world: World, request: Request): Ends {
  const first = send(world, request);
  if (!draws(first)) return { answer: [endOf(world, first)], traces: [first] };
  const ways = waysOf(world, request, request.draws);
  const traces = ways === null ? [first] : ways.map(({ trace }) => trace);
  const answer = traces.map((trace) => ({ ...endOf(world, trace), ...drawsOf(trace) }));
  return { answer: ways === null ? [...answer, unknownEnd] : answer, traces };
}

const unknownEnd: End = { verdict: 'undetermined', at: null, port: null, outside: null, identified: false, legs: [] };

function draws({ hops }: Trace): boolean {
  return hops.some(({ steps }) => steps.some((step) => step.kind === 'draw' && step.branches.length > 1));
}

function drawsOf({ request }: Trace): { readonly draws?: Draws } {
  return request.draws === undefined ? {} : { draws: request.draws };
}

function endOf(world: World, trace: Trace): End {
  const { hops, verdict, delivery } = trace;
  const last = hops.at(-1);
  const packet = last?.steps.at(-1)?.packet;
  const outside = last?.at.kind === 'outside' ? (serviceLeft(world, trace) ?? last.at.host) : null;
  return {
    verdict: verdict.kind,
    at: outside !== null ? null : (delivery?.workload ?? packet?.destination.workload ?? null),
    port: delivery?.port ?? packet?.destination.port ?? null,
    outside,
    identified: packet?.peer != null,
    legs: legsOf(trace),
  };
}

/**
 * The service by whose endpoints a proxy sent it out of the cluster, whatever was dialled; null: it went to the address that
 * the caller chose. "NONE connects to the dialled IP"; "Dynamic forward proxy": the name in the request (5.3).
 */
function serviceLeft({ registry }: World, { hops }: Trace): string | null {
  const step = hops.flatMap(({ steps }) => steps).findLast(({ kind }) => kind === 'cluster');
  const host = step?.kind === 'cluster' ? /^outbound\|\d+\|[^|]*\|(.+)$/.exec(step.cluster)?.[1] : undefined;
  const services = host === undefined ? [] : (registry.get(host) ?? []);
  const chosen = services.some(({ entry }) => entry?.resolution === 'NONE' || entry?.resolution === 'DYNAMIC_DNS');
  return host === undefined || services.length === 0 || chosen ? null : host;
}

/** The connections on a request's way, in the order of travel. */
export function legsOf({ hops }: Trace): readonly Leg[] {
  let from: WorkloadId | null = null;
  return hops.flatMap(({ steps }) =>
    steps.flatMap((step): readonly Leg[] => {
      if (step.kind !== 'wire') return [];
      const { wire, destination } = step.packet;
      const leg: Leg = { from, to: destination.workload, wire: wire.kind === 'hbone' ? 'mtls' : wire.kind };
      from = destination.workload;
      return [leg];
    }),
  );
}
