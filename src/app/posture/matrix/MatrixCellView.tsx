import type { KeyboardEvent } from 'react';
import { matrixWords } from '../../../content/locales/en/matrix.ts';
import { verdictWords } from '../../../content/locales/en/verdictWords.ts';
import type { VerdictKind } from '../../../core/model/trace.ts';
import { CheckIcon, CloseIcon, QuestionIcon } from '../../ui/icons.tsx';
import { type Face, verdictsOf } from './face.ts';
import type { Spot } from './gridKeys.ts';
import type { Line } from './lines.ts';
import styles from './MatrixGrid.module.css';

export interface MatrixCellViewProps {
  place: Spot;
  row: Line;
  column: Line;
  face: Face;
  /** Not asked yet. */
  waiting: boolean;
  chosen: boolean;
  tabbable: boolean;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onAct: () => void;
}

const marks = {
  allowed: <CheckIcon size={14} />,
  denied: <CloseIcon size={14} />,
  undetermined: <QuestionIcon size={14} />,
} as const;

/** One cell: a tick, a cross, a question mark; halves where its questions end differently; a notch where one ends otherwise than before. */
export function MatrixCellView({
  place,
  row,
  column,
  face,
  waiting,
  chosen,
  tabbable,
  onFocus,
  onKeyDown,
  onAct,
}: MatrixCellViewProps) {
  const verdicts = verdictsOf(face);
  const says = waiting ? matrixWords.notAsked : verdicts.length === 0 ? matrixWords.noRequest : sayFace(face, verdicts);
  return (
    <td className={styles.place}>
      <button
        type="button"
        className={styles.cell}
        aria-label={matrixWords.cell(row.label, column.label, says)}
        title={`${nameOf(row)} → ${nameOf(column)}: ${says}`}
        tabIndex={tabbable ? 0 : -1}
        data-cell={`${place.row}:${place.column}`}
        data-verdicts={verdicts.join(' ')}
        data-changed={face.changed > 0}
        data-chosen={chosen}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        onClick={onAct}
      >
        {verdicts.map((verdict) => (
          <span key={verdict} className={`${styles.half} ${styles[verdict]}`}>
            {marks[verdict]}
            {verdicts.length > 1 && <span className={styles.count}>{face.counts[verdict]}</span>}
          </span>
        ))}
        {verdicts.length === 0 && <span className={waiting ? styles.waiting : styles.none} />}
      </button>
    </td>
  );
}

function nameOf({ namespace, label, folded }: Line): string {
  if (folded) return namespace ?? matrixWords.outside;
  return namespace === null ? label : `${namespace}/${label}`;
}

function sayFace({ counts, total, changed }: Face, verdicts: readonly VerdictKind[]): string {
  const [only] = verdicts;
  const said =
    verdicts.length === 1 && only !== undefined
      ? verdictWords[only]
      : verdicts.map((verdict) => matrixWords.part(verdictWords[verdict], counts[verdict], total)).join(', ');
  return changed > 0 ? matrixWords.changed(said) : said;
}
