import type { ReactElement } from 'react';
import type { VerdictKind } from '../../core/model/trace.ts';
import styles from './Glyph.module.css';

export interface GlyphProps {
  verdict: VerdictKind;
  /** 14 in steps, 16 in lists, 26 on the track, 36 on the card. */
  size?: number;
  /** A choice, not an outcome. */
  hollow?: boolean;
  /** Spoken name; without it the glyph is decoration beside a word. */
  title?: string;
}

const octagon = '8.42,3.49 3.49,8.42 -3.49,8.42 -8.42,3.49 -8.42,-3.49 -3.49,-8.42 3.49,-8.42 8.42,-3.49';

/** The three verdicts as three shapes: circle with a tick, octagon with a cross, diamond with a question mark. */
const shapes = {
  allowed: (
    <>
      <circle className={styles.shape} r="8.6" />
      <path className={styles.mark} d="M-3.65 .22l2.47 2.58 4.73-5.27" />
    </>
  ),
  denied: (
    <>
      <polygon className={styles.shape} points={octagon} />
      <path className={styles.mark} d="M-3.12-3.12l6.24 6.24m0-6.24l-6.24 6.24" />
    </>
  ),
  undetermined: (
    <>
      <polygon className={styles.shape} points="0,-9.76 9.76,0 0,9.76 -9.76,0" />
      <path className={styles.mark} d="M-1.9-1.6c0-3 4-3 4-.4 0 1.5-2 1.6-2 3m0 2.5v.01" />
    </>
  ),
} satisfies Record<VerdictKind, ReactElement>;

export function Glyph({ verdict, size = 16, hollow = false, title }: GlyphProps) {
  return (
    <svg
      className={`${styles.glyph} ${styles[verdict]} ${hollow ? styles.hollow : ''}`}
      width={size}
      height={size}
      viewBox="-10 -10 20 20"
      role={title === undefined ? undefined : 'img'}
      aria-label={title}
      aria-hidden={title === undefined}
      data-glyph={verdict}
    >
      {shapes[verdict]}
    </svg>
  );
}
