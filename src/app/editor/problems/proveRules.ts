import type { DeadRules } from '../../../core/model/lint.ts';
import type { HopwiseDocument } from '../../../core/model/scenario.ts';
import { askDeadRules, endBackground } from '../../engine/background.ts';

/** Pieces grow until one takes about so many ms: what is found is shown now and then, not at every rule. */
const worthTelling = 400;

export interface Proving {
  /** How far it is; `waits`: it has taken its time, and somebody must want the rest. */
  readonly onTold: (known: DeadRules, waits: boolean) => void;
  /** So many ms may be spent on it. */
  readonly patience: number;
}

/** Proves which rules decide nothing, piece by piece, until all are asked or it takes too long. Returns what ends it. */
export function proveRules(document: HopwiseDocument, { onTold, patience }: Proving): () => void {
  let wanted = true;
  const run = async (): Promise<void> => {
    const start = performance.now();
    for (let until = 1, piece = 4; wanted; until += piece) {
      const before = performance.now();
      const outcome = await askDeadRules(document, until);
      if (!wanted || outcome.kind !== 'answer') return;
      const now = performance.now();
      const { asked, rules } = outcome.value;
      onTold(outcome.value, asked < rules && now - start > patience);
      if (asked >= rules || now - start > patience) return;
      if (now - before < worthTelling) piece *= 2;
    }
  };
  void run();
  return () => {
    wanted = false;
    endBackground();
  };
}
