import { useEffect } from 'react';
import { invariantWords as words } from '../../content/locales/en/invariantWords.ts';
import { watchInvariants } from '../store/invariants.ts';
import { useStore } from '../store/store.ts';
import { Glyph } from '../ui/Glyph.tsx';
import { glyphs } from './glyphs.ts';
import styles from './InvariantsChip.module.css';
import { useChecked } from './useChecked.ts';

const order = ['broken', 'unclear', 'held'] as const;

/** In the bar while a mesh has invariants: how many hold, are broken, or nobody can tell. It opens the list. */
export function InvariantsChip() {
  const { counts, proved, busy } = useChecked();
  useEffect(watchInvariants, []);
  const said = words.inWords(proved, counts.held - proved, counts.broken, counts.unclear);
  return (
    <>
      <button
        type="button"
        className={styles.chip}
        aria-label={words.chip(said)}
        aria-busy={busy}
        title={words.chip(said)}
        onClick={() => useStore.setState({ dialog: { kind: 'invariants' } })}
      >
        {order
          .filter((kind) => counts[kind] > 0)
          .map((kind) => (
            <span key={kind} className={styles.count} data-count={kind}>
              <Glyph verdict={glyphs[kind]} size={14} />
              {counts[kind]}
            </span>
          ))}
        {said === '' && <span className={styles.count}>…</span>}
      </button>
      <span className="sr" role="status">
        {busy ? '' : words.chip(said)}
      </span>
    </>
  );
}
