import { useRef, useState } from 'react';
import { certificateWords } from '../../content/locales/en/certificate.ts';
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
      <textarea ref={text} readOnly rows={5} value={pem} aria-label={certificateWords.pemOf[what]} translate="no" />
      <Button look="line" small onClick={() => void copy()}>
        {copied === 'yes' && <CheckIcon />}
        <span aria-live="polite">
          {copied === 'yes'
            ? certificateWords.copied
            : copied === 'refused'
              ? certificateWords.copyByHand
              : certificateWords.copy[what]}
        </span>
      </Button>
    </div>
  );
}
