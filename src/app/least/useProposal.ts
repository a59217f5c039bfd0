import { useEffect, useState } from 'react';
import type { AdmittedPart, LeastProposal, LeastWishes, WantedEdge } from '../../core/model/leastPrivilege.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { engine } from '../engine/client.ts';

export interface Admitted extends Omit<AdmittedPart, 'of'> {
  /** From 0 to 1: how much has been asked. */
  readonly done: number;
}

export type ProposalState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'answered'; readonly proposal: LeastProposal; readonly admitted: Admitted };

const nothing: Admitted = { done: 0, asked: 0, wanted: 0, counts: {}, flows: [], unclear: 0 };
/** So many callees are asked about at a time. */
const step = 4;
const mostFlows = 400;

/** The proposal for what is wanted; then, piece by piece, what else it lets through. */
export function useProposal(
  document: HopwiseDocument | null,
  wanted: readonly WantedEdge[],
  wishes: LeastWishes,
): ProposalState {
  const [state, setState] = useState<ProposalState>({ kind: 'asking' });
  useEffect(() => {
    if (document === null) return;
    let current = true;
    const ask = async (): Promise<void> => {
      setState({ kind: 'asking' });
      const outcome = await engine.proposeLeast(document, wanted, wishes);
      if (!current || outcome.kind === 'superseded') return;
      if (outcome.kind === 'failed') {
        setState({ kind: 'failed' });
        return;
      }
      const proposal = outcome.value;
      const requests = wanted.map(({ request }) => request);
      let admitted = nothing;
      setState({ kind: 'answered', proposal, admitted });
      for (let from = 0; admitted.done < 1; from += step) {
        const part = await engine.admittedPart(proposal.document, requests, from, step);
        if (!current || part.kind !== 'answer') return;
        admitted = joined(admitted, part.value, from + step);
        setState({ kind: 'answered', proposal, admitted });
      }
    };
    void ask();
    return () => {
      current = false;
    };
  }, [document, wanted, wishes]);
  return state;
}

function joined(sum: Admitted, part: AdmittedPart, to: number): Admitted {
  const counts = { ...sum.counts };
  for (const [key, count] of Object.entries(part.counts)) counts[key] = (counts[key] ?? 0) + count;
  return {
    done: part.of === 0 ? 1 : Math.min(1, to / part.of),
    asked: sum.asked + part.asked,
    wanted: sum.wanted + part.wanted,
    counts,
    flows: [...sum.flows, ...part.flows].slice(0, mostFlows),
    unclear: sum.unclear + part.unclear,
  };
}
