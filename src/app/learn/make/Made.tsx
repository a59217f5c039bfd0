import { useEffect, useState } from 'react';
import { makeWords as words } from '../../../content/locales/en/make.ts';
import type { HopwiseDocument } from '../../../core/model/scenario.ts';
import { toBundle } from '../../store/bundle.ts';
import { startOwn } from '../../store/lesson.ts';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/clipboard.ts';
import { saveFile } from '../../ui/saveFile.ts';
import styles from './MakeDialog.module.css';

export interface MadeProps {
  document: HopwiseDocument;
  title: string;
  addressOf: (document: HopwiseDocument) => Promise<string>;
}

/** The challenge is there: as a link, as a file, to be tried. */
export function Made({ document, title, addressOf }: MadeProps) {
  const [address, setAddress] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    let outdated = false;
    void addressOf(document).then((made) => {
      if (!outdated) setAddress(made);
    });
    return () => {
      outdated = true;
    };
  }, [document, addressOf]);
  const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-') || 'challenge';
  return (
    <section className={styles.made}>
      <p role="status">
        <b>{words.made}</b> {address !== null && words.length(address.length)}
      </p>
      <div className={styles.actions}>
        <Button
          look="line"
          aria-disabled={address === null}
          onClick={() =>
            address !== null && void copyText(address).then((done) => setSaid(done ? words.copied : words.notCopied))
          }
        >
          {words.copy}
        </Button>
        <Button
          look="line"
          onClick={() => saveFile(new Blob([toBundle(document)], { type: 'application/yaml' }), `${name}.hopwise.yaml`)}
        >
          {words.file}
        </Button>
        <Button onClick={() => startOwn(document)}>{words.attempt}</Button>
      </div>
      <p role="status">{said}</p>
    </section>
  );
}
