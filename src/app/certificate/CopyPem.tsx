import { useRef, useState } from 'react';
import { copyText } from '../ui/clipboard.ts';
import { Button } from '../ui/Button.tsx';
import { CheckIcon } from '../ui/icons.tsx';
import styles from './CertificateDrawer.module.css';

/** One certificate as text. Where the browser refuses the clipboard, the text is selected to be copied by hand. */
export function CopyPem({ what, pem }: { what: 'certificate' | 'root'; pem: string }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const text = useRef<HTMLTextAreaElement>(null);
  const copy = async (): Promise<void> => {
    const done = await copyText(pem);
    setCopied(done ? 'yes' : 'refused');
    if (!done) text.current?.select();
  };
  return (
    <div className={styles.pem}>
      <textarea ref={text} readOnly rows={5} value={pem} aria-label={`PEM of the ${what}`} translate="no" />
      <Button look="line" small onClick={() => void copy()}>
        {copied === 'yes' && <CheckIcon />}
        <span aria-live="polite">
          {copied === 'yes' ? 'Copied' : copied === 'refused' ? 'The text is selected: copy it' : `Copy ${what}`}
        </span>
      </Button>
    </div>
  );
}
