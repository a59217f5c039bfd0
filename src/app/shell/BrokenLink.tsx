import { type ReactNode, useState } from 'react';
import { brokenWords, sayProblem } from '../../content/locales/en/brokenLink.ts';
import { listedScenarios } from '../../content/scenarioList.ts';
import type { State } from '../store/state.ts';
import { openBuiltIn } from '../store/gallery.ts';
import { openDocument } from '../store/run.ts';
import { Button } from '../ui/Button.tsx';
import { TextAreaField } from '../ui/Field.tsx';
import { Logo } from './Logo.tsx';
import styles from './BrokenLink.module.css';

export interface BrokenLinkProps {
  broken: NonNullable<State['brokenLink']>;
  /** Tries an address or its fragment again; false if that one is broken, too. */
  onPaste: (text: string) => Promise<boolean>;
  /** What can still be read of it. */
  children?: ReactNode;
}

/** In the place of a document that did not arrive: says so, and offers ways on. Never another document in its place. */
export function BrokenLink({ broken, onPaste, children }: BrokenLinkProps) {
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const { problem } = broken;
  const readable = 'readable' in problem ? problem.readable : null;
  const retry = async (): Promise<void> => {
    if (!(await onPaste(text))) setError(brokenWords.neither);
  };
  return (
    <main className={styles.screen} aria-label={brokenWords.title}>
      <div className={styles.box}>
        <Logo />
        <h1>{brokenWords.cannotBeOpened}</h1>
        <p className={styles.what}>{sayProblem(problem)}</p>
        <p>{brokenWords.arrived(broken.received)}</p>
        {readable !== null && (
          <div className={styles.actions}>
            <span>{brokenWords.readable(readable.files.length)}</span>
            <Button look="line" onClick={() => openDocument({ files: readable.files }, readable.scenario)}>
              {brokenWords.openReadable}
            </Button>
          </div>
        )}
        {children}
        <TextAreaField
          label={brokenWords.paste}
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
            {brokenWords.tryAgain}
          </Button>
          <span>{brokenWords.orOpen}</span>
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
