import { useState } from 'react';
import { tokenFormWords } from '../../../content/locales/en/tokenForm.ts';
import type { MintedToken } from '../../../core/model/token.ts';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/clipboard.ts';
import { CheckIcon } from '../../ui/icons.tsx';
import styles from './TokenBench.module.css';

/** The token as it goes over the wire: what its header and claims say, and its text to copy. */
export function Decoded({ minted }: { minted: MintedToken }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const [of, setOf] = useState(minted.jwt);
  if (of !== minted.jwt) {
    setOf(minted.jwt);
    setCopied('no');
  }
  const copy = async (): Promise<void> => setCopied((await copyText(minted.jwt)) ? 'yes' : 'refused');
  return (
    <details className={styles.decoded}>
      <summary>{tokenFormWords.decoded}</summary>
      <h3>{tokenFormWords.header}</h3>
      <pre>{JSON.stringify(minted.header, null, 2)}</pre>
      <h3>{tokenFormWords.claims}</h3>
      <pre>{JSON.stringify(minted.claims, null, 2)}</pre>
      <h3>{tokenFormWords.onTheWire}</h3>
      <pre>{minted.jwt}</pre>
      <Button look="line" small onClick={() => void copy()}>
        {copied === 'yes' && <CheckIcon />}
        <span aria-live="polite">
          {copied === 'yes'
            ? tokenFormWords.tokenCopied
            : copied === 'refused'
              ? tokenFormWords.copyByHand
              : tokenFormWords.copyToken}
        </span>
      </Button>
    </details>
  );
}
