import { useEffect, useState } from 'react';
import type { FlowDifference } from '../../core/model/difference.ts';
import type { Request } from '../../core/model/request.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import type { Repair, RepairGoal } from '../../core/scenario/repairs.ts';
import { engine } from '../engine/client.ts';

export interface Measured {
  readonly repair: Repair;
  /** Null: it could not be measured. */
  readonly radius: FlowDifference | null;
}

export type Asking =
  | { readonly kind: 'asking'; readonly measured: number; readonly of: number }
  | { readonly kind: 'failed' }
  | { readonly kind: 'answered'; readonly repairs: readonly Measured[] };

/** Finds the repairs of a request and measures what else each would change; the one that changes least comes first. */
export function useRepairs(document: HopwiseDocument | null, request: Request, goal: RepairGoal): Asking {
  const [asking, setAsking] = useState<Asking>({ kind: 'asking', measured: 0, of: 0 });
  useEffect(() => {
    if (document === null) return;
    let wanted = true;
    const ask = async (): Promise<void> => {
      const found = await engine.repairs(document, request, goal);
      if (!wanted) return;
      if (found.kind !== 'answer') {
        setAsking({ kind: 'failed' });
        return;
      }
      const measured: Measured[] = [];
      for (const repair of found.value) {
        setAsking({ kind: 'asking', measured: measured.length, of: found.value.length });
        // One after the other, so that other questions get their turn.
        const outcome = await engine.radius(document, repair.document, request);
        if (!wanted) return;
        measured.push({ repair, radius: outcome.kind === 'answer' ? outcome.value : null });
      }
      setAsking({ kind: 'answered', repairs: measured.toSorted((a, b) => weight(a) - weight(b)) });
    };
    void ask();
    return () => {
      wanted = false;
    };
  }, [document, request, goal]);
  return asking;
}

/** First what changes few flows, then what takes few edits. */
function weight({ repair, radius }: Measured): number {
  if (radius === null) return Number.POSITIVE_INFINITY;
  const { opened, closed, unclear } = radius.counts;
  return (opened + closed + unclear) * 100 + repair.edits.length;
}
