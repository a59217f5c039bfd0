import { useEffect, useMemo, useState } from 'react';
import type { Problem } from '../../core/model/lint.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { askProblems } from '../store/problems.ts';
import { useStore } from '../store/store.ts';

/** What there is to say about one text. */
export interface Problems {
  readonly document: HopwiseDocument;
  readonly list: readonly Problem[];
}

export const nothing: Problems = { document: { files: [] }, list: [] };

/**
 * The problems of the newest text that the engine has answered for. They are shown once its story is there; what has been
 * proved of the same text by then, behind them.
 */
export function useProblems(proved: Problems): Problems {
  const answer = useStore((state) => state.latest);
  const document = answer?.version.document ?? null;
  // Pitfalls would tell how a request ends, before somebody has said what they think.
  const veiled = useStore((state) => state.veil !== null);
  const given = answer?.problems ?? null;
  const [problems, setProblems] = useState(nothing);
  useEffect(() => {
    if (veiled || given !== null || document === null || document === problems.document) return;
    let outdated = false;
    void askProblems(document).then((outcome) => {
      if (outdated || outcome.kind === 'superseded') return;
      // Should looking for pitfalls ever fail, the reader's own findings are still to be seen.
      const read =
        useStore.getState().latest?.evaluation.diagnostics.map((each) => ({ ...each, fix: [], proof: null })) ?? [];
      setProblems({ document, list: outcome.kind === 'answer' ? outcome.value : read });
    });
    return () => {
      outdated = true;
    };
  }, [veiled, given, document, problems.document]);
  const whole = useMemo(() => {
    const read = given === null || document === null ? problems : { document, list: given };
    return proved.document === read.document ? { ...read, list: [...read.list, ...proved.list] } : read;
  }, [given, document, problems, proved]);
  return veiled ? nothing : whole;
}
