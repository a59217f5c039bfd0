import { useEffect, useState } from 'react';
import type { Addition, Additions } from '../../core/model/addition.ts';
import type { FlowDifference } from '../../core/model/difference.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { engine } from '../engine/client.ts';

/** `waiting`: its flows are still being asked. */
export interface Weighed {
  readonly addition: Addition;
  readonly radius: FlowDifference | 'waiting' | 'failed';
}

export type Asking =
  | { readonly kind: 'asking' | 'failed' }
  | { readonly kind: 'answered'; readonly additions: readonly Weighed[]; readonly cannot: Additions['cannot'] };

/** What can be added to a document, each with the flows that end otherwise then, one measured after the other. */
export function useAdditions(document: HopwiseDocument | null): Asking {
  const [asking, setAsking] = useState<Asking>({ kind: 'asking' });
  useEffect(() => {
    if (document === null) return;
    let wanted = true;
    const ask = async (): Promise<void> => {
      const found = await engine.additions(document);
      if (!wanted) return;
      if (found.kind !== 'answer') {
        setAsking({ kind: 'failed' });
        return;
      }
      const { cannot } = found.value;
      let additions = found.value.additions.map((addition): Weighed => ({ addition, radius: 'waiting' }));
      setAsking({ kind: 'answered', additions, cannot });
      for (const { addition } of additions) {
        const outcome = await engine.radius(document, addition.document, null);
        if (!wanted) return;
        const radius = outcome.kind === 'answer' ? outcome.value : 'failed';
        additions = additions.map((each) => (each.addition === addition ? { addition, radius } : each));
        setAsking({ kind: 'answered', additions, cannot });
      }
    };
    void ask();
    return () => {
      wanted = false;
    };
  }, [document]);
  return asking;
}
