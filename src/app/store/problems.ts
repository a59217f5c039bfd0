import type { Problem } from '../../core/model/lint.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { engine } from '../engine/client.ts';
import type { Outcome } from '../engine/protocol.ts';

type Asked = Promise<Outcome<readonly Problem[]>>;

let last: { readonly document: HopwiseDocument; readonly outcome: Asked } | null = null;

/** What there is to say about the text of a document; asked once for each. An older question is superseded. */
export function askProblems(document: HopwiseDocument): Asked {
  if (last?.document === document) return last.outcome;
  const outcome = engine.problems(document);
  last = { document, outcome };
  void outcome.then(({ kind }) => {
    // Not kept: it may be asked again.
    if (kind !== 'answer' && last?.outcome === outcome) last = null;
  });
  return outcome;
}
