import { proofWords } from '../../content/locales/en/proof.ts';
import styles from './Asking.module.css';
import { Button } from './Button.tsx';

export interface AskingProps {
  /** How far it has come, or the answer. */
  told: string;
  state: 'asking' | 'done' | 'failed' | 'stopped';
  onStop: () => void;
  onGoOn: () => void;
  testId?: string;
}

/** A question that takes its time: how far it is, and a button that stops it and has it go on. */
export function Asking({ told, state, onStop, onGoOn, testId }: AskingProps) {
  return (
    <div className={styles.asking}>
      <p role="status" className={styles.told} aria-busy={state === 'asking'} data-testid={testId}>
        {told}
      </p>
      {(state === 'asking' || state === 'stopped') && (
        <Button small look="line" onClick={state === 'asking' ? onStop : onGoOn}>
          {state === 'asking' ? proofWords.stop : proofWords.goOn}
        </Button>
      )}
    </div>
  );
}
