import { proposals } from '../analysis/repair/proposals.ts';
import { stopProposals } from '../analysis/repair/stop.ts';
import type { LineChange } from '../model/lint.ts';
import type { RepairEdit } from '../model/repair.ts';
import type { Request } from '../model/request.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import type { StepId, Trace } from '../model/trace.ts';
import { applyEdits } from '../yaml/applyEdits.ts';
import { lineChanges } from '../yaml/lineChanges.ts';
import type { EvaluationMemory } from './memory.ts';
import { type Prepared, prepare } from './prepare.ts';
import { memoryBeside } from './side.ts';

/** What is wanted of a request: that it passes, or that it is stopped. */
export type RepairGoal = 'allowed' | 'denied';

/** Edits that were made, and after which the request ended as wanted. */
export interface Repair {
  readonly edits: readonly RepairEdit[];
  readonly document: HopwiseDocument;
  readonly lines: readonly LineChange[];
}

/** More obstacles than this one after the other are not cleared. */
const mostEdits = 4;
/** Documents that are tried, at most: a person waits. */
const mostTried = 60;
const mostFound = 12;

interface Draft {
  readonly document: HopwiseDocument;
  readonly edits: readonly RepairEdit[];
  readonly prepared: Prepared;
  readonly trace: Trace;
  /** Steps that edits were made for: one that refuses again was not helped. */
  readonly tried: readonly StepId[];
}

/**
 * The smallest edits of a document after which a request ends as wanted; each was made, and the request sent again. Those
 * with fewer edits come first. Empty where it ends so already, or nothing that is known helps. Never throws.
 */
export function repairsOf(
  document: HopwiseDocument,
  request: Request,
  goal: RepairGoal,
  memory: EvaluationMemory,
): readonly Repair[] {
  const prepared = prepare(document, memory);
  const found: Repair[] = [];
  let drafts: readonly Draft[] = [{ document, edits: [], prepared, trace: prepared.sendOf(request), tried: [] }];
  let left = mostTried;
  const seen = new Set<string>();
  for (let depth = 0; depth < mostEdits && drafts.length > 0; depth += 1) {
    // Whatever stops a request with fewer edits is enough.
    if (goal === 'denied' && found.length > 0) return found;
    const next: Draft[] = [];
    for (const draft of drafts) {
      for (const edit of proposed(draft, request, goal)) {
        if (left === 0 || found.length >= mostFound) return found;
        const edits = [...draft.edits, edit];
        // The same edits in another order, or one of them twice.
        const key = edits.map(nameOf).toSorted().join('\n');
        if (seen.has(key) || new Set(edits.map(nameOf)).size < edits.length) continue;
        seen.add(key);
        left -= 1;
        const outcome = applyEdits(draft.document, edit.edits);
        if ('error' in outcome) continue;
        const after = prepare(outcome.document, memoryBeside(memory));
        const trace = after.sendOf(request);
        if (trace.verdict.kind === goal)
          found.push({ edits, document: outcome.document, lines: lineChanges(document, outcome.document) });
        else next.push({ ...outcome, edits, prepared: after, trace, tried: [...draft.tried, ...stepOf(draft.trace)] });
      }
    }
    drafts = next;
  }
  return found;
}

function proposed({ prepared, trace, tried }: Draft, request: Request, goal: RepairGoal): readonly RepairEdit[] {
  if (stepOf(trace).some((step) => tried.includes(step))) return [];
  const world = prepared.worldFor(request);
  const asked = prepared.resolve(request);
  return goal === 'allowed' ? proposals(world, asked, trace) : stopProposals(world, asked, trace);
}

function nameOf({ code, args }: RepairEdit): string {
  return JSON.stringify([code, args]);
}

function stepOf({ verdict }: Trace): readonly StepId[] {
  return verdict.kind === 'denied' ? [verdict.step] : [];
}
