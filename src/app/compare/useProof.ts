import { useEffect, useState } from 'react';
import type { ExactDifference } from '../../core/model/proof.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { engine } from '../engine/client.ts';

/** As many addresses in one question that others wait for it only briefly. */
const piece = 20;

export interface Proving {
  /** As far as it has come; null: not begun. */
  readonly known: ExactDifference | null;
  readonly failed: boolean;
}

const nothing: Proving = { known: null, failed: false };

/** Compares two versions over all requests, piece by piece, for as long as it is wanted. */
export function useProof(a: HopwiseDocument | null, b: HopwiseDocument | null): Proving {
  const [answer, setAnswer] = useState<
    Proving & { readonly a: HopwiseDocument | null; readonly b: HopwiseDocument | null }
  >({
    ...nothing,
    a: null,
    b: null,
  });
  useEffect(() => {
    if (a === null || b === null) return;
    let wanted = true;
    const ask = async (): Promise<void> => {
      for (let targets = piece; wanted; targets += piece) {
        const outcome = await engine.exactDifference(a, b, targets);
        if (!wanted) return;
        const known = outcome.kind === 'answer' ? outcome.value : null;
        setAnswer({ a, b, known, failed: known === null });
        if (known === null || known.asked >= known.targets) return;
      }
    };
    void ask();
    return () => {
      wanted = false;
    };
  }, [a, b]);
  return answer.a === a && answer.b === b ? answer : nothing;
}
