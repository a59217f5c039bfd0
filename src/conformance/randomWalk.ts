import { checkTrace } from '../core/dataplane/checkTrace.ts';
import { allObjects, type RandomCase, worldOf } from '../core/dataplane/properties/randomMesh.ts';
import { send } from '../core/dataplane/send.ts';
import type { JsonObject } from '../core/model/json.ts';
import type { Request } from '../core/model/request.ts';
import type { Trace } from '../core/model/trace.ts';
import { engineOutcome } from './naive/engineOutcome.ts';
import { type Mesh, readMesh } from './naive/mesh.ts';
import { decide } from './naive/model.ts';
import { networkVerdict } from './naive/network/network.ts';
import { networkOutcome } from './naive/network/outcome.ts';

export interface Walked extends RandomCase {
  /** Nonsense is in it: the naive model is not asked. */
  readonly odd: boolean;
}

/** What has been seen so far. */
export interface Walk {
  sent: number;
  /** Verdicts that the naive model reached as well. */
  agreed: number;
  /** By verdict, and by cause. */
  readonly outcomes: Map<string, number>;
  /** Milliseconds of sends that took long once, and not when repeated: the collector's doing. */
  readonly slow: number[];
  slowest: number;
  failure: Failure | null;
}

interface Failure {
  readonly request: Request | null;
  readonly problem: string;
}

const hangMs = 50;
/** More of them are no accident. */
const mostSlow = 3;

/** Sends every request of a case; stops at the first throw, hang, inconsistent trace or disagreement with the naive model. */
export function walk(random: Walked, seen: Walk): void {
  const world = attempt(() => worldOf(random.mesh));
  if ('thrown' in world) {
    seen.failure = { request: null, problem: `the world cannot be built: ${world.thrown}` };
    return;
  }
  const objects = allObjects(random.mesh);
  const naive = random.odd ? null : { objects, mesh: readMesh(objects, random.mesh.settings) };
  for (const request of random.requests) {
    const clock = startClock();
    const sent = attempt(() => send(world.value, request));
    const took = clock();
    const problem =
      'thrown' in sent
        ? `send throws: ${sent.thrown}`
        : (brokenTrace(sent.value, seen) ??
          slowness(took, random, request, seen) ??
          disagreement(sent.value, naive, request, seen));
    if (problem !== null) {
      seen.failure = { request, problem };
      return;
    }
  }
}

function brokenTrace(trace: Trace, seen: Walk): string | null {
  const { verdict } = trace;
  const outcome = verdict.kind === 'denied' ? `denied: ${verdict.cause}` : verdict.kind;
  seen.sent += 1;
  seen.outcomes.set(outcome, (seen.outcomes.get(outcome) ?? 0) + 1);
  const [broken] = checkTrace(trace);
  return broken === undefined ? null : `inconsistent trace: ${broken}`;
}

function slowness(took: number, random: RandomCase, request: Request, seen: Walk): string | null {
  seen.slowest = Math.max(seen.slowest, took);
  if (took <= hangMs) return null;
  // Once more, in a world without caches: what is slow of itself is slow again.
  const world = worldOf(random.mesh);
  const clock = startClock();
  send(world, request);
  const again = clock();
  seen.slow.push(took);
  if (again > hangMs) return `send takes ${took.toFixed(0)} ms, and ${again.toFixed(0)} ms when repeated`;
  return seen.slow.length > mostSlow ? `${seen.slow.length} sends took over ${hangMs} ms` : null;
}

interface Naive {
  readonly objects: readonly JsonObject[];
  readonly mesh: Mesh;
}

function disagreement(trace: Trace, naive: Naive | null, request: Request, seen: Walk): string | null {
  if (naive === null) return null;
  const network = networkVerdict(naive.objects, request);
  const between = networkOutcome(trace);
  if (network !== null && network !== between) return `the naive network says ${network}, the engine ${between}`;
  // What stops between the pods never comes so far as to be decided.
  const expected = between === 'passes' ? decide(naive.mesh, request) : null;
  if (network !== null || expected !== null) seen.agreed += 1;
  const actual = engineOutcome(trace);
  return expected === null || expected === actual ? null : `the naive model says ${expected}, the engine ${actual}`;
}

/** Milliseconds since now, by the clock or by the processor, whichever are fewer: other programs do not count. */
function startClock(): () => number {
  const wall = performance.now();
  const processor = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(processor);
    return Math.min(performance.now() - wall, (user + system) / 1000);
  };
}

function attempt<T>(run: () => T): { readonly value: T } | { readonly thrown: string } {
  try {
    return { value: run() };
  } catch (error) {
    return { thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
