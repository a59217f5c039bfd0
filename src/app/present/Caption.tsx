import type { VerdictKind } from '../../core/model/trace.ts';
import { Glyph } from '../ui/Glyph.tsx';
import { Marked } from '../ui/Marked.tsx';
import styles from './Present.module.css';

export interface CaptionProps {
  where: { name: string; part: string } | null;
  number: number;
  of: number;
  sentence: string;
  /** At the deciding step, once the story has come to it. */
  verdict: { kind: VerdictKind; word: string; because: string } | null;
  callerSees: string | null;
}

/** What the step says, large; at the deciding one the verdict takes its place. */
export function Caption({ where, number, of, sentence, verdict, callerSees }: CaptionProps) {
  return (
    <section className={styles.caption} aria-label="Caption" data-verdict={verdict?.kind}>
      <p className={styles.where}>
        <strong>{where?.name}</strong> {where?.part}
        <span className={styles.count}>
          Step {number} of {of}
        </span>
      </p>
      {verdict === null ? (
        <p className={styles.sentence}>
          <Marked text={sentence} />
        </p>
      ) : (
        <>
          <h2 className={styles.verdict}>
            <Glyph verdict={verdict.kind} size={48} />
            {verdict.word}
          </h2>
          <p className={styles.sentence}>
            <Marked text={verdict.because} />
          </p>
          {callerSees !== null && (
            <p className={styles.sees}>
              The caller sees <code>{callerSees}</code>
            </p>
          )}
        </>
      )}
    </section>
  );
}
