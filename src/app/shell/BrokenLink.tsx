import { useState } from 'react';
import { listedScenarios } from '../../content/scenarioList.ts';
import type { State } from '../store/state.ts';
import { openBuiltIn } from '../store/gallery.ts';
import { Button } from '../ui/Button.tsx';
import { TextAreaField } from '../ui/Field.tsx';
import { sayProblem } from './brokenWords.ts';
import { Logo } from './Logo.tsx';
import styles from './BrokenLink.module.css';

export interface BrokenLinkProps {
  broken: NonNullable<State['brokenLink']>;
  /** Tries an address or its fragment again; false if that one is broken, too. */
  onPaste: (text: string) => Promise<boolean>;
}

/** In the place of a document that did not arrive: says so, and offers ways on. Never another document in its place. */
export function BrokenLink({ broken, onPaste }: BrokenLinkProps) {
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const retry = async (): Promise<void> => {
    if (!(await onPaste(text))) setError('This one cannot be opened either.');
  };
  return (
    <main className={styles.screen} aria-label="Broken link">
      <div className={styles.box}>
        <Logo />
        <h1>This link cannot be opened</h1>
        <p className={styles.what}>{sayProblem(broken.problem)}</p>
        <p>
          {broken.received.toLocaleString('en')} characters of it have arrived. Mail and chat programs cut long links;
          ask for a file instead, or paste the whole link here.
        </p>
        <TextAreaField
          label="Paste the link again"
          rows={3}
          value={text}
          error={error}
          onChange={(value) => {
            setText(value);
            setError(undefined);
          }}
        />
        <div className={styles.actions}>
          <Button look="primary" disabled={text.trim() === ''} onClick={() => void retry()}>
            Try again
          </Button>
          <span>or open a built-in mesh:</span>
        </div>
        <ul>
          {listedScenarios.map(({ id, title }) => (
            <li key={id}>
              <Button look="line" onClick={() => openBuiltIn(id)}>
                {title}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </main>
  );
}
