import type { LabSymptom } from '../../model/lab.ts';
import type { NodeId } from '../../model/overview.ts';
import type { Request } from '../../model/request.ts';
import { type Prepared, prepare } from '../prepare.ts';
import { radiusOf } from '../radius.ts';
import type { EvaluationMemory } from '../memory.ts';
import { memoryBeside } from '../side.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';

/** A flow that ends otherwise. */
interface Flip {
  readonly change: 'opened' | 'closed';
  readonly caller: NodeId;
  readonly node: NodeId;
}

/**
 * What a mistake shows: flows that end otherwise, all in the same way, and all of one server or of one caller. Asked are the
 * document's own requests and every caller of every callee. Null: nothing shows, or more than one thing.
 */
export function symptomOf(
  good: HopwiseDocument,
  bad: HopwiseDocument,
  requests: readonly Request[],
  memory: EvaluationMemory,
): LabSymptom | null {
  const flips: Flip[] = [];
  for (const request of [null, ...requests]) {
    const { flows, counts } = radiusOf(good, bad, request, memory);
    if (counts.unclear > 0) return null;
    for (const { change, caller, node } of flows)
      if (change === 'opened' || change === 'closed') flips.push({ change, caller, node });
  }
  flips.push(...outsideFlips(good, bad, requests, memory));
  const [first] = flips;
  if (first === undefined || flips.some(({ change }) => change !== first.change)) return null;
  const { change } = first;
  if (flips.every(({ node }) => node === first.node)) return { change, at: 'server', node: first.node };
  if (flips.every(({ caller }) => caller === first.caller)) return { change, at: 'caller', node: first.caller };
  return null;
}

/** Somebody outside is no row of the flows: of them the document's own requests are asked. */
function outsideFlips(
  good: HopwiseDocument,
  bad: HopwiseDocument,
  requests: readonly Request[],
  memory: EvaluationMemory,
): readonly Flip[] {
  const [before, after] = [prepare(good, memoryBeside(memory)), prepare(bad, memoryBeside(memory))];
  return requests.flatMap((request) => {
    const { caller, target } = request;
    if (caller.kind !== 'external' || target.kind !== 'host') return [];
    const [old, now] = [before.sendOf(request).verdict.kind, after.sendOf(request).verdict.kind];
    if (old === now) return [];
    return [{ change: now === 'allowed' ? 'opened' : 'closed', caller: 'outside', node: target.via ?? target.host }];
  });
}

/** How the document's own requests end, by id. */
export function endsOf({ own, sendOf }: Prepared): ReadonlyMap<string, string> {
  return new Map(own.requests.map((request) => [request.id, sendOf(request).verdict.kind]));
}
