import type { World } from '../../controlplane/world.ts';
import { send } from '../../dataplane/send.ts';
import type { Request } from '../../model/request.ts';
import type { WorkloadId } from '../../model/resource.ts';
import type { Answer } from '../../model/difference.ts';
import type { Determining, Trace } from '../../model/trace.ts';
import { kinOf } from './kin.ts';
import { markOf, noReadings, type Readings, readingsAt, readingsOfDns } from './readings.ts';

/** Answers of walks that met the same places, by what their policies see of the caller. */
interface Met<T> {
  readonly places: ReadonlySet<WorkloadId>;
  readonly readings: Readings;
  readonly answers: Map<string, T>;
}

/** Answers questions that differ in who asks, each by `send`; those that must have the same answer are asked once. */
export interface Asker<T = Answer> {
  /** `question` names what is asked of whom. `request` asks it for `caller`. */
  readonly ask: (question: string, caller: WorkloadId, request: () => Request) => T;
  /** How many requests have been sent. */
  readonly sent: () => number;
}

/**
 * Two callers get the same answer to one question if they are of one kin (nothing but a policy on the way can tell them
 * apart) and every policy that may act at the places where the walk of one came by sees in both the same of what it compares.
 * Step by step the other's walk then meets the same places and the same answers.
 */
export function askerOf(world: World): Asker {
  return askerBy(world, (request) => {
    const trace = send(world, request);
    return { answer: answerOf(trace), traces: [trace] };
  });
}

/**
 * The same for any answer that depends on nothing but steps, places and what is on the wire, never on the caller's own
 * name. `walk` gives it with every trace that it rests on.
 */
export function askerBy<T>(
  world: World,
  walk: (request: Request) => { readonly answer: T; readonly traces: readonly Trace[] },
): Asker<T> {
  const kins = new Map<WorkloadId, string>();
  const known = new Map<string, Met<T>[]>();
  const readings = new Map<WorkloadId, Readings>();
  const dns = readingsOfDns(world);
  let sent = 0;

  const kin = (id: WorkloadId): string | null => {
    const before = kins.get(id);
    if (before !== undefined) return before;
    const workload = world.cluster.workloads.get(id);
    if (workload === undefined) return null;
    const made = kinOf(world, workload);
    kins.set(id, made);
    return made;
  };
  const readingsOf = (id: WorkloadId): Readings => {
    const before = readings.get(id);
    if (before !== undefined) return before;
    const workload = world.cluster.workloads.get(id);
    const made = workload === undefined ? noReadings() : readingsAt(world, workload);
    readings.set(id, made);
    return made;
  };

  const ask: Asker<T>['ask'] = (question, caller, request) => {
    const workload = world.cluster.workloads.get(caller);
    const own = kin(caller);
    const key = `${question}\n${own}`;
    const before = known.get(key) ?? [];
    if (workload !== undefined) {
      for (const { places, readings: read, answers } of before) {
        // It would meet itself, which is another story.
        const answer = places.has(caller) ? undefined : answers.get(markOf(read, workload));
        if (answer !== undefined) return answer;
      }
    }
    sent += 1;
    const { answer, traces } = walk(request());
    const places = new Set(traces.flatMap((trace) => [...placesOf(trace)]));
    if (workload === undefined || places.has(caller)) return answer;
    const met = before.find((each) => sameMembers(each.places, places)) ?? {
      places,
      readings: together([dns, ...[...places].map(readingsOf)]),
      answers: new Map<string, T>(),
    };
    met.answers.set(markOf(met.readings, workload), answer);
    if (!before.includes(met)) known.set(key, [...before, met]);
    return answer;
  };
  return { ask, sent: () => sent };
}

/** The verdict, and what it rests on. */
export function answerOf({ verdict }: Trace): Answer {
  const { kind } = verdict;
  switch (kind) {
    case 'undetermined':
      return { verdict: kind, why: JSON.stringify(verdict.limits) };
    case 'denied':
      return { verdict: kind, why: JSON.stringify([verdict.cause, restsOn(verdict.determining)]) };
    case 'allowed':
      return { verdict: kind, why: JSON.stringify(restsOn(verdict.determining)) };
  }
}

/** Which policies did not match is no reason: one more of them changes nothing. */
function restsOn(determining: Determining | null): unknown {
  return determining?.kind === 'unmatched' ? determining.kind : determining;
}

/** The workloads that a request was addressed to or met, but for the one that sent it. */
export function placesOf({ hops }: Trace): ReadonlySet<WorkloadId> {
  const places = new Set<WorkloadId>();
  for (const [index, { at, steps }] of hops.entries()) {
    const senders = at.kind === 'app' ? index === 0 : 'side' in at && at.side === 'outbound';
    if ('workload' in at && !senders) places.add(at.workload);
    for (const { packet } of steps) if (packet.destination.workload !== null) places.add(packet.destination.workload);
  }
  return places;
}

function sameMembers(a: ReadonlySet<WorkloadId>, b: ReadonlySet<WorkloadId>): boolean {
  return a.size === b.size && [...a].every((each) => b.has(each));
}

function together(all: readonly Readings[]): Readings {
  return {
    names: new Set(all.flatMap(({ names }) => [...names])),
    ranges: new Set(all.flatMap(({ ranges }) => [...ranges])),
    pods: all.flatMap(({ pods }) => pods),
    anything: all.some(({ anything }) => anything),
  };
}
