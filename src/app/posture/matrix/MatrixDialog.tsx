import { useMemo, useState } from 'react';
import type { VerdictKind } from '../../../core/model/trace.ts';
import { rungOf, writtenOf } from '../../store/posture.ts';
import { run } from '../../store/run.ts';
import { useStore } from '../../store/store.ts';
import { Dialog } from '../../ui/Dialog.tsx';
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
    <Dialog title="Who reaches whom" full onClose={onClose}>
      <div className={styles.head}>
        <PostureChoice />
        <p className={styles.sum} role="status">
          {matrix === null ? now.failed ? 'The matrix could not be made.' : '' : <Sum matrix={matrix} />}
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
  const part = cells.length < plan.rows.length ? ` · ${cells.length} of ${plan.rows.length} callers asked` : '';
  return (
    <>
      <strong>{allowed.toLocaleString('en')}</strong> of {all.length.toLocaleString('en')} requests are allowed,{' '}
      <strong>{countAllowed(outside).toLocaleString('en')}</strong> of them leave the cluster{part}
    </>
  );
}

function countAllowed(verdicts: readonly VerdictKind[]): number {
  return verdicts.filter((verdict) => verdict === 'allowed').length;
}

function Changed({ matrix, before }: { matrix: AskedMatrix; before: Parameters<typeof changes>[1] }) {
  const { allowed, denied, undetermined } = useMemo(() => changes(matrix, before), [matrix, before]);
  const parts = [
    ...(allowed > 0 ? [`${allowed} newly allowed`] : []),
    ...(denied > 0 ? [`${denied} newly denied`] : []),
    ...(undetermined > 0 ? [`${undetermined} no longer clear`] : []),
  ];
  return <> · against your mesh as written: {parts.length === 0 ? 'nothing changes' : parts.join(', ')}</>;
}
