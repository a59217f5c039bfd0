import { presentWords } from '../../content/locales/en/present.ts';
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
    <section className={styles.caption} aria-label={presentWords.caption} data-verdict={verdict?.kind}>
      <p className={styles.where}>
        <strong translate="no">{where?.name}</strong> {where?.part}
        <span className={styles.count}>{presentWords.stepOf(number, of)}</span>
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
              <Marked text={presentWords.sees(callerSees)} />
            </p>
          )}
        </>
      )}
    </section>
  );
}
