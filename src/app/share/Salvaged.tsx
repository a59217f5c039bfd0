import { useState } from 'react';
import { salvageWords as words } from '../../content/locales/en/salvage.ts';
import { wholeResources } from '../../core/scenario/linkSalvage.ts';
import { openDocument } from '../store/run.ts';
import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/clipboard.ts';
import styles from './Salvaged.module.css';
import { useSalvage } from './useSalvage.ts';

/** What can still be read of a link that was cut: to look at, to copy, and, of what is whole, to keep. It opens nothing by itself. */
export function Salvaged({ fragment }: { fragment: string }) {
  const files = useSalvage(fragment);
  const [said, setSaid] = useState('');
  if (files.length === 0) return null;
  const whole = wholeResources(files);
  const copy = async (): Promise<void> => {
    const done = await copyText(files.map(({ text }) => text).join('\n'));
    setSaid(done ? words.copied : words.notCopied);
  };
  return (
    <section className={styles.salvaged} aria-label={words.title}>
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      {files.map(({ name, text, isWhole }) => (
        <figure key={name}>
          <figcaption>
            <b translate="no">{name}</b> {isWhole ? words.whole : words.cut}
          </figcaption>
          {/* The keyboard scrolls it, too. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre translate="no" tabIndex={0} aria-label={name}>
            {text}
          </pre>
        </figure>
      ))}
      <div className={styles.actions}>
        <Button look="line" onClick={() => void copy()}>
          {words.copy}
        </Button>
        {whole !== null && (
          <Button look="line" onClick={() => openDocument({ files: whole }, null)}>
            {words.keep}
          </Button>
        )}
        <span role="status">{said}</span>
      </div>
      {whole !== null && <p>{words.keepSay}</p>}
    </section>
  );
}
