import type { SourceRef } from '../../core/model/resource.ts';
import styles from './Aside.module.css';
import { deciderOf, type DryRun } from './dryRuns.ts';
import { Named } from './Named.tsx';
import type { WhyWords } from '../../content/locales/en/why.ts';

export interface DryRunNoteProps {
  runs: readonly DryRun[];
  onRef: (ref: SourceRef) => void;
  words: WhyWords;
}

/** What the policies of this step that only run dry would have decided. */
export function DryRunNote({ runs, onRef, words }: DryRunNoteProps) {
  if (runs.length === 0) return null;
  return (
    <section className={styles.note} aria-label={words.dryRun}>
      <h3>{words.dryRun}</h3>
      <Named things={runs.map((run) => deciderOf(run, words))} nothing="" onRef={onRef} words={words} />
    </section>
  );
}
