import { useState } from 'react';
import { labWords as words } from '../../content/locales/en/labs.ts';
import { labFragment, mostLabs, mostSeed } from '../../core/model/labLink.ts';
import { startLab } from '../store/lesson.ts';
import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { TextField } from '../ui/Field.tsx';
import { newSeed } from './newSeed.ts';
import { useProgress } from './progress.ts';
import styles from './Labs.module.css';

/** Break-fix labs: one by its number, a new one, or a set of them for a class. */
export function Labs() {
  const [seed, setSeed] = useState(() => String(newSeed()));
  const [count, setCount] = useState('10');
  const [said, setSaid] = useState<{ readonly text: string; readonly link: string | null } | null>(null);
  const done = useProgress((state) => state.done);
  const solved = Object.entries(done).filter(([id, how]) => id.startsWith('lab-') && how === 'solved').length;
  const first = whole(seed, 1, mostSeed);
  const labs = whole(count, 2, mostLabs);
  const isSet = first !== null && labs !== null && first + labs - 1 <= mostSeed;
  const copy = async (): Promise<void> => {
    if (!isSet) return;
    const link = `${location.origin}${location.pathname}#${labFragment({ first, count: labs })}`;
    setSaid((await copyText(link)) ? { text: words.copied, link: null } : { text: words.notCopied, link });
  };
  return (
    <section className={styles.labs} aria-label={words.section}>
      <h3>{words.section}</h3>
      <p>
        {words.lead} {solved > 0 && words.solvedLabs(solved)}
      </p>
      <div className={styles.row}>
        <TextField
          label={words.seed}
          inputMode="numeric"
          value={seed}
          error={first === null ? words.seedHint : undefined}
          onChange={setSeed}
        />
        <Button
          look="line"
          aria-disabled={first === null}
          onClick={() => first !== null && startLab({ seed: first, first, count: 1 })}
        >
          {words.start}
        </Button>
        <Button onClick={() => setSeed(String(newSeed()))}>{words.fresh}</Button>
      </div>
      <div className={styles.row}>
        <TextField
          label={words.setOf}
          inputMode="numeric"
          value={count}
          error={labs === null ? words.setHint : undefined}
          onChange={setCount}
        />
        <Button look="line" aria-disabled={!isSet} onClick={() => void copy()}>
          {words.copySet}
        </Button>
        <Button aria-disabled={!isSet} onClick={() => isSet && startLab({ seed: 0, first, count: labs })}>
          {words.startSet}
        </Button>
      </div>
      <div role="status">
        {said?.text} {said?.link != null && <code translate="no">{said.link}</code>}
      </div>
    </section>
  );
}

/** A whole number within bounds; null for any other text. */
function whole(text: string, least: number, most: number): number | null {
  const number = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  return number >= least && number <= most ? number : null;
}
