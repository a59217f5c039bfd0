import { useEffect, useState } from 'react';
import type { MatrixCell, MatrixPlan } from '../../../core/model/matrix.ts';
import type { HopwiseDocument } from '../../../core/model/scenario.ts';
import { engine } from '../../engine/client.ts';
import type { AskedMatrix } from './before.ts';

/** As many verdicts in one question that others wait for it only briefly. */
const pieceSize = 1500;

export interface Asking {
  /** Of the document as far as it is answered; while another one is asked about, that of the one before. */
  readonly matrix: AskedMatrix | null;
  readonly busy: boolean;
  readonly failed: boolean;
}

/** Asks for the matrix of a document piece by piece; null asks for nothing. What is no longer wanted is not asked any more. */
export function useMatrix(document: HopwiseDocument | null, detail: boolean): Asking {
  const [shown, setShown] = useState<AskedMatrix | null>(null);
  const [answered, setAnswered] = useState<{
    readonly of: HopwiseDocument;
    readonly detail: boolean;
    readonly failed: boolean;
  } | null>(null);
  useEffect(() => {
    if (document === null) return;
    let wanted = true;
    const ask = async (): Promise<void> => {
      const cells: (readonly MatrixCell[])[] = [];
      const plain: (readonly (readonly boolean[])[])[] = [];
      let plan: MatrixPlan | null = null;
      while (plan === null || cells.length < plan.rows.length) {
        const outcome = await engine.matrixPart(document, cells.length, plan === null ? 1 : rowsAtOnce(plan), detail);
        if (!wanted) return;
        if (outcome.kind !== 'answer') {
          setAnswered({ of: document, detail, failed: true });
          return;
        }
        plan = outcome.value.plan;
        cells.push(...outcome.value.cells);
        plain.push(...outcome.value.plain);
        const part = { plan, cells: [...cells], plain: [...plain] };
        const whole = cells.length >= plan.rows.length;
        // A matrix that is there already stays until the next one is whole: the eye compares.
        setShown((before) =>
          whole || before === null || before.cells.length < before.plan.rows.length ? part : before,
        );
      }
      setAnswered({ of: document, detail, failed: false });
    };
    void ask();
    return () => {
      wanted = false;
    };
  }, [document, detail]);
  const current = answered !== null && answered.of === document && answered.detail === detail;
  return {
    matrix: document === null ? null : shown,
    busy: document !== null && !current,
    failed: current && answered.failed,
  };
}

function rowsAtOnce({ columns }: MatrixPlan): number {
  const questions = columns.reduce((sum, { probes }) => sum + probes.length, 0);
  return Math.max(1, Math.floor(pieceSize / Math.max(1, questions)));
}
