import { scoreWords as words } from '../../content/locales/en/score.ts';
import type { Score as Scored } from '../../core/model/lesson.ts';
import { ChangedFlows } from '../ui/ChangedFlows.tsx';
import styles from './Task.module.css';

/** What was done, beside what the solution does: an invitation, never a gate. */
export function Score({ score: { edits, flows, beside } }: { score: Scored }) {
  const { opened, closed, unclear } = beside.counts;
  const isSame = opened + closed + unclear === 0;
  return (
    <section className={styles.score} aria-label={words.title}>
      <p>
        {words.edits(edits.yours, edits.ours)}
        {edits.yours > edits.ours && ` ${words.invitation}`}
      </p>
      <p>{isSame ? words.sameFlows(flows.ours.opened, flows.ours.closed) : words.flows(opened, closed)}</p>
      {!isSame && <ChangedFlows radius={beside} />}
    </section>
  );
}
