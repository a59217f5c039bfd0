import { useEffect, useState } from 'react';
import { invariantWords as words } from '../../content/locales/en/invariantWords.ts';
import type { Demand } from '../../core/model/invariant.ts';
import { addInvariant, demandOfStory, keyOf, watchInvariants } from '../store/invariants.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { PlusIcon } from '../ui/icons.tsx';
import { InvariantForm } from './InvariantForm.tsx';
import { InvariantRow } from './InvariantRow.tsx';
import styles from './InvariantsDialog.module.css';
import { useChecked } from './useChecked.ts';

/** What must be true of the mesh: each with what has become of it, and the requests that break it. */
export function InvariantsDialog({ onClose }: { onClose: () => void }) {
  const { rows, busy, counts, proved } = useChecked();
  const good = useStore((state) => state.good);
  const [adding, setAdding] = useState(false);
  const watched = rows.length > 0;
  // The chip in the bar watches, too; without any there is none.
  useEffect(() => (watched ? watchInvariants() : undefined), [watched]);
  const story = demandOfStory({ good });
  const isKept = story !== null && rows.some(({ invariant }) => means(invariant.demand, story));
  const said = words.inWords(proved, counts.held - proved, counts.broken, counts.unclear);
  return (
    <Dialog title={words.title} wide onClose={onClose}>
      <p className={styles.what}>{words.what}</p>
      <p role="status" aria-busy={busy && watched} className={styles.status}>
        {rows.length === 0 ? words.none : busy && said === '' ? words.checking : said}
      </p>
      {rows.length > 0 && (
        <ul className={styles.list} aria-label={words.list}>
          {rows.map(({ invariant, result }) => (
            <InvariantRow key={invariant.id} invariant={invariant} result={result} busy={busy} />
          ))}
        </ul>
      )}
      {adding && good !== null ? (
        <InvariantForm
          overview={good.evaluation.overview}
          onAdd={(demand) => {
            setAdding(false);
            void addInvariant(demand);
          }}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <div className={styles.actions}>
          <Button look="primary" onClick={() => setAdding(true)}>
            <PlusIcon />
            {words.add}
          </Button>
          {story !== null && (
            <Button look="line" disabled={isKept} onClick={() => void addInvariant(story)}>
              {isKept ? words.kept : words.keep[story.wants]}
            </Button>
          )}
        </div>
      )}
    </Dialog>
  );
}

/** Whether an invariant is about the same request, and wants the same of it. */
function means(demand: Demand, story: Extract<Demand, { readonly kind: 'flow' }>): boolean {
  if (demand.kind !== 'flow' || demand.wants !== story.wants) return false;
  const bare = (each: typeof story): string =>
    keyOf({ ...each, request: '', asks: { ...each.asks, id: '', title: '' } });
  return bare(demand) === bare(story);
}
