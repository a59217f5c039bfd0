import { matrixWords } from '../../../content/locales/en/matrix.ts';
import { verdictWords } from '../../../content/locales/en/verdictWords.ts';
import type { AskedMatrix } from './before.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { Marked } from '../../ui/Marked.tsx';
import type { Before, Keep } from './face.ts';
import type { Choice } from './MatrixGrid.tsx';
import styles from './MatrixDialog.module.css';

export interface MatrixFootProps {
  matrix: AskedMatrix;
  before: Before | null;
  choice: Choice | null;
  keep: Keep | null;
  /** What `before` is of. */
  than: 'written' | 'A';
  onPlay: (row: number, column: number, probe: number) => void;
}

/** The requests of a pair that asks several, each to be played; before one is chosen, what the signs mean. */
export function MatrixFoot({ matrix, before, choice, keep, than, onPlay }: MatrixFootProps) {
  const { plan, cells, plain } = matrix;
  const row = choice === null ? undefined : plan.rows[choice.row];
  const column = choice === null ? undefined : plan.columns[choice.column];
  if (choice === null || row === undefined || column === undefined)
    return <Legend changed={before === null ? null : than} />;
  const verdicts = cells[choice.row]?.[choice.column] ?? [];
  return (
    <footer className={styles.foot} aria-label={matrixWords.pair(row.name, column.name)}>
      <span className={styles.pair}>
        <Marked text={matrixWords.pair(`**${row.name}**`, `**${column.name}**`)} />
      </span>
      {verdicts.map((verdict, probe) => {
        if (choice.probes?.includes(probe) === false || keep?.(choice.row, choice.column, probe) === false) return null;
        const old = before?.(choice.row, choice.column, probe);
        const was = old !== undefined && old !== verdict ? matrixWords.was(verdictWords[old].toLowerCase()) : null;
        const open = plain[choice.row]?.[choice.column]?.[probe] === true ? matrixWords.plaintext : null;
        const more = [was, open].filter((each) => each !== null);
        const what = column.probes[probe]?.words ?? '';
        return (
          <button
            key={what + String(probe)}
            type="button"
            className={styles.question}
            aria-label={matrixWords.play(what, verdictWords[verdict], more)}
            onClick={() => onPlay(choice.row, choice.column, probe)}
          >
            <Glyph verdict={verdict} />
            <code translate="no">{what}</code>
            {more.length > 0 && <span className={styles.was}>{more.join(', ')}</span>}
          </button>
        );
      })}
    </footer>
  );
}

function Legend({ changed }: { changed: 'written' | 'A' | null }) {
  return (
    <footer className={styles.foot}>
      {(['allowed', 'denied', 'undetermined'] as const).map((verdict) => (
        <span key={verdict} className={styles.key}>
          <Glyph verdict={verdict} /> {verdictWords[verdict]}
        </span>
      ))}
      {changed !== null && (
        <span className={styles.key}>
          <span className={styles.notch} /> {matrixWords.otherwise[changed]}
        </span>
      )}
      <span className={styles.hint}>{matrixWords.hint}</span>
    </footer>
  );
}
