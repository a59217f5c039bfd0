import type { Frame } from '../../core/model/story.ts';
import { Glyph } from '../ui/Glyph.tsx';
import styles from './CheckRow.module.css';
import type { DeniedBy } from './forest.ts';

export interface CheckMarkProps {
  matched: boolean;
  deniedBy: DeniedBy;
  /** A row that stands for the whole step wears the step's outcome. */
  outcome: Frame['outcome'] | null;
}

/** Met or not by shape; coloured as a denial only where meeting it, or missing it, is what denied. */
export function CheckMark({ matched, deniedBy, outcome }: CheckMarkProps) {
  if (outcome !== null && outcome !== 'answer') {
    return <Glyph verdict={outcome === 'passed' ? 'allowed' : outcome} size={14} />;
  }
  const tone = matched ? (deniedBy === 'match' ? 'denying' : 'plain') : deniedBy === 'miss' ? 'plain' : 'harmless';
  return (
    <span className={styles.mark} data-tone={tone}>
      <Glyph verdict={matched ? 'allowed' : 'denied'} size={14} />
    </span>
  );
}
