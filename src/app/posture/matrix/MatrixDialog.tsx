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
import type { Before } from './face.ts';
import { findAll, keepOf, noFilter } from './filter.ts';
import type { Split } from './lines.ts';
import { MatrixFoot } from './MatrixFoot.tsx';
import { MatrixGrid, type Choice } from './MatrixGrid.tsx';
import { MatrixTools } from './MatrixTools.tsx';
import { choiceOf } from './request.ts';
import { useMatrix } from './useMatrix.ts';
import styles from './MatrixDialog.module.css';

/** Who reaches whom, and what leaves the cluster. On a rung, what differs from the mesh as written carries a notch. */
export function MatrixDialog({ onClose }: { onClose: () => void }) {
  const document = useStore((state) => state.good?.version.document ?? null);
  const written = useStore((state) => (rungOf(state) === null ? null : writtenOf(state)));
  // While two versions are compared, what differs from A carries the notch.
  const original = useStore((state) => (rungOf(state) === null && state.fork?.side === 'B' ? state.fork.other : null));
  const [filter, setFilter] = useState(noFilter);
  const [split, setSplit] = useState<Split>('callee');
  const now = useMatrix(document, split === 'operation');
  const other = written ?? original;
  const than = written === null ? 'A' : 'written';
  const old = useMatrix(other, split === 'operation');
  const [choice, setChoice] = useState<Choice | null>(null);
  const { matrix } = now;
  const before = useMemo(
    () => (matrix === null || old.matrix === null || other === null ? null : lookUp(matrix.plan, old.matrix)),
    [matrix, old.matrix, other],
  );
  const found = useMemo(() => {
    const keep = matrix === null ? null : keepOf(filter, matrix, before);
    return matrix === null || keep === null ? null : { keep, where: findAll(matrix, keep) };
  }, [matrix, filter, before]);
  const play = (row: number, column: number, probe: number): void => {
    if (matrix !== null) run(choiceOf(matrix.plan, row, column, probe));
  };
  return (
    <Dialog title={matrixWords.title} full onClose={onClose}>
      <div className={styles.head}>
        <PostureChoice />
        <p className={styles.sum} role="status">
          {matrix === null ? now.failed ? matrixWords.failed : '' : <Sum matrix={matrix} />}
          {matrix !== null && before !== null && <Changed matrix={matrix} before={before} than={than} />}
          {matrix !== null && found !== null && (
            <>
              {' · '}
              <Marked text={matrixWords.found(found.where.count, matrix.cells.flat(2).length)} />
            </>
          )}
        </p>
      </div>
      {matrix !== null && (
        <MatrixTools
          filter={filter}
          namespaces={namespacesOf(matrix)}
          split={split}
          comparing={before !== null}
          onFilter={(next) => {
            setFilter(next);
            setChoice(null);
          }}
          onSplit={(next) => {
            setSplit(next);
            setChoice(null);
          }}
        />
      )}
      {found?.where.count === 0 && <p>{matrixWords.nothingFound}</p>}
      {matrix !== null && (
        <MatrixGrid
          matrix={matrix}
          before={before}
          busy={now.busy}
          choice={choice}
          split={split}
          found={found}
          onChoose={setChoice}
          onPlay={play}
        />
      )}
      {matrix !== null && (
        <MatrixFoot
          matrix={matrix}
          before={before}
          choice={choice}
          keep={found?.keep ?? null}
          than={than}
          onPlay={play}
        />
      )}
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

function namespacesOf({ plan }: AskedMatrix): readonly string[] {
  const names = [...plan.rows, ...plan.columns].flatMap(({ namespace }) => namespace ?? []);
  return [...new Set(names)];
}

interface ChangedProps {
  matrix: AskedMatrix;
  before: Before;
  than: 'written' | 'A';
}

function Changed({ matrix, before, than }: ChangedProps) {
  const { allowed, denied, undetermined } = useMemo(() => changes(matrix, before), [matrix, before]);
  return ` · ${matrixWords.against(than, allowed, denied, undetermined)}`;
}
