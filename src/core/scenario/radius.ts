import { flowDifference } from '../analysis/difference/flows.ts';
import type { FlowChange, FlowDifference } from '../model/difference.ts';
import type { NodeId } from '../model/overview.ts';
import type { Request } from '../model/request.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import type { EvaluationMemory } from './memory.ts';
import { prepare } from './prepare.ts';
import { memoryBeside, sideOf } from './side.ts';

/**
 * What an edited document changes, over all pairs of callers and callees; asked in detail of the callee of a request, if one
 * is given. Requests from outside the mesh that the document prepares count as flows, too. Never throws.
 */
export function radiusOf(
  before: HopwiseDocument,
  after: HopwiseDocument,
  request: Request | null,
  memory: EvaluationMemory,
): FlowDifference {
  const beside = memoryBeside(memory);
  const more = request === null ? [] : [request];
  const old = sideOf(before, memory, more);
  const now = sideOf(after, beside, more);
  const focus = new Set(request === null ? [] : [...nodesOf(old, request), ...nodesOf(now, request)]);
  const inside = flowDifference(old, now, focus);
  const [first, second] = [prepare(before, memory), prepare(after, beside)];
  const outside = [...second.own.requests, ...more].filter(({ caller }) => caller.kind !== 'workload');
  const counts = { ...inside.counts };
  const seen = new Set<string>();
  for (const each of outside) {
    const key = JSON.stringify({ ...each, id: '', title: '' });
    if (seen.has(key)) continue;
    seen.add(key);
    const change = changed(first.sendOf(each).verdict.kind, second.sendOf(each).verdict.kind);
    if (change !== null) counts[change] += 1;
  }
  return { ...inside, counts, asked: inside.asked + seen.size };
}

function changed(old: string, now: string): FlowChange | null {
  if (old === now) return null;
  return now === 'allowed' ? 'opened' : now === 'denied' ? 'closed' : 'unclear';
}

/** Whom the request dials, as the columns of the matrix name it. */
function nodesOf({ plan }: ReturnType<typeof sideOf>, { target }: Request): readonly NodeId[] {
  if (target.kind === 'workload') return [target.workload];
  return plan.columns
    .filter(({ probes }) =>
      probes.some((probe) => probe.target.kind === 'host' && sameHost(probe.target.host, target.host)),
    )
    .map(({ node }) => node);
}

/** `backend`, `backend.payments`, `backend.payments.svc.cluster.local` */
function sameHost(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}
