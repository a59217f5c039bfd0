import { useMemo, useState } from 'react';
import { matrixWords } from '../../../content/locales/en/matrix.ts';
import type { VerdictKind } from '../../../core/model/trace.ts';
import { rungOf, writtenOf } from '../../store/posture.ts';
import { run } from '../../store/run.ts';
import { useStore } from '../../store/store.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Marked } from '../../ui/Marked.tsx';
import { PostureChoice } from '../PostureChoice.tsx';
import { type AskedMatrix, changes, lookUp } from './before.ts';
import { MatrixFoot } from './MatrixFoot.tsx';
import { MatrixGrid, type Choice } from './MatrixGrid.tsx';
import { choiceOf } from './request.ts';
import { useMatrix } from './useMatrix.ts';
import styles from './MatrixDialog.module.css';

/** Who reaches whom, and what leaves the cluster. On a rung, what differs from the mesh as written carries a notch. */
export function MatrixDialog({ onClose }: { onClose: () => void }) {
  const document = useStore((state) => state.good?.version.document ?? null);
  const written = useStore((state) => (rungOf(state) === null ? null : writtenOf(state)));
  const now = useMatrix(document);
  const old = useMatrix(written);
  const [choice, setChoice] = useState<Choice | null>(null);
  const { matrix } = now;
  const before = useMemo(
    () => (matrix === null || old.matrix === null || written === null ? null : lookUp(matrix.plan, old.matrix)),
    [matrix, old.matrix, written],
  );
  const play = (row: number, column: number, probe: number): void => {
    if (matrix !== null) run(choiceOf(matrix.plan, row, column, probe));
  };
  return (
    <Dialog title={matrixWords.title} full onClose={onClose}>
      <div className={styles.head}>
        <PostureChoice />
        <p className={styles.sum} role="status">
          {matrix === null ? now.failed ? matrixWords.failed : '' : <Sum matrix={matrix} />}
          {matrix !== null && before !== null && <Changed matrix={matrix} before={before} />}
        </p>
      </div>
      {matrix !== null && (
        <MatrixGrid
          matrix={matrix}
          before={before}
          busy={now.busy}
          choice={choice}
          onChoose={setChoice}
          onPlay={play}
        />
      )}
      {matrix !== null && <MatrixFoot matrix={matrix} before={before} choice={choice} onPlay={play} />}
    </Dialog>
  );
}

function Sum({ matrix: { plan, cells } }: { matrix: AskedMatrix }) {
  const all = cells.flat(2);
  const outside = cells.flatMap((row) => row.filter((_, column) => plan.columns[column]?.namespace === null)).flat();
  const allowed = countAllowed(all);
  const part = cells.length < plan.rows.length ? matrixWords.askedSo(cells.length, plan.rows.length) : '';
  return (
    <>
      <Marked text={matrixWords.sum(allowed, all.length, countAllowed(outside))} />
      {part}
    </>
  );
}

function countAllowed(verdicts: readonly VerdictKind[]): number {
  return verdicts.filter((verdict) => verdict === 'allowed').length;
}

function Changed({ matrix, before }: { matrix: AskedMatrix; before: Parameters<typeof changes>[1] }) {
  const { allowed, denied, undetermined } = useMemo(() => changes(matrix, before), [matrix, before]);
  return ` · ${matrixWords.against(allowed, denied, undetermined)}`;
}
