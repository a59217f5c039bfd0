import { useState } from 'react';
import { pictureWords } from '../../content/locales/en/picture.ts';
import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { CheckIcon, FileIcon } from '../ui/icons.tsx';
import styles from './DiagramDialog.module.css';
import { type Caption, mermaidPicture } from './makePicture.ts';
import { PicturePane } from './PicturePane.tsx';

/** A diagram, drawn and as Mermaid text. */
export function MermaidPane({ text, caption, name }: { text: string; caption: Caption; name: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <PicturePane make={() => mermaidPicture(text, caption)} caption={caption} name={name}>
      <Button look="primary" data-first onClick={() => void copyText(text).then(setCopied)}>
        {copied ? <CheckIcon /> : <FileIcon />}
        <span aria-live="polite">{copied ? pictureWords.copied : pictureWords.copyMermaidText}</span>
      </Button>
      <details className={styles.text}>
        <summary>{pictureWords.mermaidText}</summary>
        {/* What scrolls can be reached by keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre tabIndex={0} lang="en" translate="no">
          {text}
        </pre>
      </details>
    </PicturePane>
  );
}
