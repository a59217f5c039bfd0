import { matrixWords } from '../../../content/locales/en/matrix.ts';
import { verdictWords } from '../../../content/locales/en/verdictWords.ts';
import type { AskedMatrix } from './before.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { Marked } from '../../ui/Marked.tsx';
import type { Before } from './face.ts';
import type { Choice } from './MatrixGrid.tsx';
import styles from './MatrixDialog.module.css';

export interface MatrixFootProps {
  matrix: AskedMatrix;
  before: Before | null;
  choice: Choice | null;
  onPlay: (row: number, column: number, probe: number) => void;
}

/** The requests of a pair that asks several, each to be played; before one is chosen, what the signs mean. */
export function MatrixFoot({ matrix: { plan, cells }, before, choice, onPlay }: MatrixFootProps) {
  const row = choice === null ? undefined : plan.rows[choice.row];
  const column = choice === null ? undefined : plan.columns[choice.column];
  if (choice === null || row === undefined || column === undefined) return <Legend changed={before !== null} />;
  const verdicts = cells[choice.row]?.[choice.column] ?? [];
  return (
    <footer className={styles.foot} aria-label={matrixWords.pair(row.name, column.name)}>
      <span className={styles.pair}>
        <Marked text={matrixWords.pair(`**${row.name}**`, `**${column.name}**`)} />
      </span>
      {verdicts.map((verdict, probe) => {
        const old = before?.(choice.row, choice.column, probe);
        const was = old !== undefined && old !== verdict ? matrixWords.was(verdictWords[old].toLowerCase()) : null;
        const what = column.probes[probe]?.words ?? '';
        return (
          <button
            key={what + String(probe)}
            type="button"
            className={styles.question}
            aria-label={matrixWords.play(what, verdictWords[verdict], was)}
            onClick={() => onPlay(choice.row, choice.column, probe)}
          >
            <Glyph verdict={verdict} />
            <code translate="no">{what}</code>
            {was !== null && <span className={styles.was}>{was}</span>}
          </button>
        );
      })}
    </footer>
  );
}

function Legend({ changed }: { changed: boolean }) {
  return (
    <footer className={styles.foot}>
      {(['allowed', 'denied', 'undetermined'] as const).map((verdict) => (
        <span key={verdict} className={styles.key}>
          <Glyph verdict={verdict} /> {verdictWords[verdict]}
        </span>
      ))}
      {changed && (
        <span className={styles.key}>
          <span className={styles.notch} /> {matrixWords.otherwise}
        </span>
      )}
      <span className={styles.hint}>{matrixWords.hint}</span>
    </footer>
  );
}
