import type { Frame } from '../../core/model/story.ts';
import type { VerdictKind } from '../../core/model/trace.ts';
import { Glyph } from '../ui/Glyph.tsx';
import styles from './Tick.module.css';

export interface TickProps {
  frame: Frame;
  verdict: VerdictKind;
  current: boolean;
  ahead: boolean;
  preview: boolean;
  /** Left out by the filter: a point that keeps its place. */
  quiet: boolean;
}

/** One step on the line: a dot for an event, a tick for a passed check, the verdict's shape where it was decided. */
export function Tick({ frame, verdict, current, ahead, preview, quiet }: TickProps) {
  const big = frame.deciding && !ahead;
  return (
    <span
      className={styles.tick}
      data-big={big || undefined}
      data-current={current || undefined}
      data-quiet={quiet || undefined}
      data-preview={preview || undefined}
    >
      <Mark frame={frame} verdict={verdict} ahead={ahead} quiet={quiet} />
    </span>
  );
}

function Mark({ frame, verdict, ahead, quiet }: Pick<TickProps, 'frame' | 'verdict' | 'ahead' | 'quiet'>) {
  if (quiet) return <span className={styles.point} />;
  if (ahead) return <span className={styles.hollow} />;
  if (frame.deciding) return <Glyph verdict={verdict} size={26} />;
  if (frame.outcome === 'answer') return <span className={verdict === 'allowed' ? styles.dot : styles.back} />;
  if (frame.outcome !== 'passed') return <Glyph verdict={frame.outcome} size={14} />;
  return frame.step.kind === 'send' ? <span className={styles.dot} /> : <Glyph verdict="allowed" size={14} />;
}
