import type { AskedMatrix } from './before.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import type { Before } from './face.ts';
import type { Choice } from './MatrixGrid.tsx';
import styles from './MatrixDialog.module.css';

export interface MatrixFootProps {
  matrix: AskedMatrix;
  before: Before | null;
  choice: Choice | null;
  onPlay: (row: number, column: number, probe: number) => void;
}

const words = { allowed: 'Allowed', denied: 'Denied', undetermined: "Can't tell" } as const;

/** The requests of a pair that asks several, each to be played; before one is chosen, what the signs mean. */
export function MatrixFoot({ matrix: { plan, cells }, before, choice, onPlay }: MatrixFootProps) {
  const row = choice === null ? undefined : plan.rows[choice.row];
  const column = choice === null ? undefined : plan.columns[choice.column];
  if (choice === null || row === undefined || column === undefined) return <Legend changed={before !== null} />;
  const verdicts = cells[choice.row]?.[choice.column] ?? [];
  return (
    <footer className={styles.foot} aria-label={`${row.name} to ${column.name}`}>
      <span className={styles.pair}>
        <strong>{row.name}</strong> to <strong>{column.name}</strong>
      </span>
      {verdicts.map((verdict, probe) => {
        const old = before?.(choice.row, choice.column, probe);
        const was = old !== undefined && old !== verdict ? `, was ${words[old].toLowerCase()}` : '';
        const what = column.probes[probe]?.words ?? '';
        return (
          <button
            key={what + String(probe)}
            type="button"
            className={styles.question}
            aria-label={`Play ${what}: ${words[verdict]}${was}`}
            onClick={() => onPlay(choice.row, choice.column, probe)}
          >
            <Glyph verdict={verdict} />
            <code translate="no">{what}</code>
            {was !== '' && <span className={styles.was}>{was.slice(2)}</span>}
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
          <Glyph verdict={verdict} /> {words[verdict]}
        </span>
      ))}
      {changed && (
        <span className={styles.key}>
          <span className={styles.notch} /> otherwise than in your mesh as written
        </span>
      )}
      <span className={styles.hint}>A cell plays its request.</span>
    </footer>
  );
}
