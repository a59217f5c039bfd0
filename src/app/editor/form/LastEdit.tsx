import { useEffect, useState } from 'react';
import { formWords } from '../../../content/locales/en/form.ts';
import { flowChangeWords, flowsWords } from '../../../content/locales/en/templates.ts';
import { type FlowDifference, flowChanges } from '../../../core/model/difference.ts';
import type { HopwiseDocument } from '../../../core/model/scenario.ts';
import { engine } from '../../engine/client.ts';
import { useStore } from '../../store/store.ts';
import styles from './Form.module.css';

/** Above this many workloads asking every flow takes too long to be done with each edit. */
const most = 60;
/** Long enough after a key that the next one does not wait for this. */
const rest = 400;

/** What the last step of undo has changed for all flows of the mesh. */
export function LastEdit() {
  const document = useStore((state) => state.document);
  const before = useStore((state) => state.undo.at(-1) ?? null);
  const lineage = useStore((state) => state.lineage);
  const small = useStore((state) => (state.good?.evaluation.overview.workloads.length ?? 0) <= most);
  const [asked, setAsked] = useState<{ readonly of: HopwiseDocument; readonly radius: FlowDifference } | null>(null);
  useEffect(() => {
    if (before === null || before.lineage !== lineage || !small) return;
    let wanted = true;
    const timer = setTimeout(() => {
      void engine.radius(before.document, document, null).then((outcome) => {
        if (wanted && outcome.kind === 'answer') setAsked({ of: document, radius: outcome.value });
      });
    }, rest);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [before, document, lineage, small]);
  // Undo has taken the edit back, and the sentence with it.
  if (asked === null || asked.of !== document || before === null) return null;
  const { counts } = asked.radius;
  const changed = flowChanges.filter((change) => counts[change] > 0);
  return (
    <p className={styles.lastEdit} role="status">
      {changed.length === 0
        ? formWords.noFlow
        : formWords.lastEdit(changed.map((change) => `${flowsWords(counts[change])} ${flowChangeWords[change]}`))}
    </p>
  );
}
