import type { Frame } from '../../core/model/story.ts';
import type { Check, CheckKind } from '../../core/model/trace.ts';
import { Glyph } from '../ui/Glyph.tsx';
import styles from './CheckRow.module.css';
import type { DeniedBy } from './forest.ts';

export interface CheckMarkProps {
  check: Check;
  deniedBy: DeniedBy;
  /** A row that stands for the whole step wears the step's outcome. */
  outcome: Frame['outcome'] | null;
}

/** What is one of several candidates. */
const uncounted: ReadonlySet<CheckKind> = new Set(['scope', 'notAttached', 'destinationRule']);

/** Met or not by shape; coloured as a denial only where meeting it, or missing it, is what denied. */
export function CheckMark({ check: { kind, matched, note }, deniedBy, outcome }: CheckMarkProps) {
  if (outcome !== null && outcome !== 'answer') {
    return <Glyph verdict={outcome === 'passed' ? 'allowed' : outcome} size={14} />;
  }
  // Nothing failed here: it was looked at, and does not count.
  const candidate = note !== undefined && note.key !== 'peer.sets' && uncounted.has(kind);
  // A branch that was not drawn has not failed either.
  const aside = candidate || kind === 'branch';
  if (!matched && aside) return <span className={styles.dash} data-mark="uncounted" />;
  const tone = matched ? (deniedBy === 'match' ? 'denying' : 'plain') : deniedBy === 'miss' ? 'plain' : 'harmless';
  return (
    <span className={styles.mark} data-tone={tone}>
      <Glyph verdict={matched ? 'allowed' : 'denied'} size={14} />
    </span>
  );
}
