import { useEffect } from 'react';
import { besideWords } from '../../content/locales/en/compare.ts';
import { saySum, sayLines } from '../../content/locales/en/compare.ts';
import { endFork, flip, watchDifference } from '../store/fork.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { CanvasBar } from '../ui/CanvasBar.tsx';
import styles from './CompareBar.module.css';

/** Over the canvas while a document is forked: which version is on show, what B changes, and the ways out. */
export function CompareBar() {
  const fork = useStore((state) => state.fork);
  const difference = useStore((state) => state.difference);
  useEffect(watchDifference, []);
  if (fork === null) return null;
  return (
    <CanvasBar label={besideWords.comparison}>
      <div className={styles.sides} role="radiogroup" aria-label={besideWords.version}>
        {(['A', 'B'] as const).map((side) => (
          <button
            key={side}
            type="button"
            role="radio"
            aria-checked={fork.side === side}
            tabIndex={fork.side === side ? 0 : -1}
            className={styles.side}
            onClick={() => fork.side !== side && flip()}
            onKeyDown={(event) => {
              if (!event.key.startsWith('Arrow')) return;
              event.preventDefault();
              event.stopPropagation();
              const other = event.currentTarget.parentElement?.querySelector<HTMLElement>('[aria-checked="false"]');
              flip();
              other?.focus();
            }}
          >
            <b>{side}</b> <span className={styles.word}>{besideWords.sides[side]}</span>
          </button>
        ))}
      </div>
      <p role="status" aria-busy={difference === null}>
        {difference === null ? besideWords.comparing : `${sayLines(difference.lines)} · ${saySum(difference.flows)}`}
      </p>
      <Button small look="line" onClick={() => useStore.setState({ dialog: { kind: 'compare' } })}>
        {besideWords.whatChanges}
      </Button>
      <Button small onClick={() => endFork('B')}>
        {besideWords.keepB}
      </Button>
      <Button small onClick={() => endFork('A')}>
        {besideWords.backToA}
      </Button>
    </CanvasBar>
  );
}
