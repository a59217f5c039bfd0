import { useEffect, useRef, useState } from 'react';
import { shareWords } from '../../content/locales/en/share.ts';
import { builtInOf } from '../store/gallery.ts';
import type { State } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { CheckIcon, DownloadIcon, LinkIcon } from '../ui/icons.tsx';
import { copyText } from '../ui/clipboard.ts';
import { downloadDocument } from './downloadFile.ts';
import { addressOf, embedCodeOf } from './stateLink.ts';
import field from '../ui/Field.module.css';
import styles from './ShareDialog.module.css';

/** Chat programs cut links from a few thousand characters on. */
const longLink = 2000;

export function ShareDialog({ onClose }: { onClose: () => void }) {
  const state = useStore();
  const name = state.good?.evaluation.scenario.name ?? '';
  return (
    <Dialog title={shareWords.title} onClose={onClose}>
      <div className={styles.body}>
        <p>{builtInOf(state.document) === null ? shareWords.own : shareWords.builtIn}</p>
        <LinkRow make={step} label={shareWords.step} copy={shareWords.copyStep} primary />
        <LinkRow make={document} label={shareWords.document} copy={shareWords.copyDocument} />
        <LinkRow make={embedCodeOf} label={shareWords.embed} copy={shareWords.copyEmbed} />
        {state.good?.evaluation.story != null && (
          <div className={styles.file}>
            <span>{shareWords.asPicture}</span>
            <Button look="line" onClick={() => useStore.setState({ dialog: { kind: 'diagram' } })}>
              {shareWords.diagram}
            </Button>
          </div>
        )}
        <div className={styles.file}>
          <span>{shareWords.asFile}</span>
          <Button look="line" onClick={() => downloadDocument(state.document, name || 'mesh')}>
            <DownloadIcon />
            {shareWords.downloadFile}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

const step = (state: State): Promise<string> => addressOf(state);
const document = (state: State): Promise<string> => addressOf(state, 'document');

interface LinkRowProps {
  make: (state: State) => Promise<string>;
  label: string;
  copy: string;
  primary?: boolean;
}

function LinkRow({ make, label, copy, primary = false }: LinkRowProps) {
  const [address, setAddress] = useState('');
  const [result, setResult] = useState<'copied' | 'refused' | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    let current = true;
    void make(useStore.getState()).then((text) => {
      if (current) setAddress(text);
    });
    return () => {
      current = false;
    };
  }, [make]);
  const onCopy = async (): Promise<void> => {
    // The link may still be in the making.
    const copied = await copyText(address === '' ? await make(useStore.getState()) : address);
    setResult(copied ? 'copied' : 'refused');
    if (!copied) input.current?.select();
  };
  return (
    <section className={styles.link}>
      <h3>
        {label}
        <span>{address === '' ? '' : shareWords.characters(address.length)}</span>
      </h3>
      <div className={styles.row}>
        <input
          ref={input}
          className={field.input}
          readOnly
          value={address}
          aria-label={shareWords.linkOf(label)}
          onFocus={(event) => event.target.select()}
        />
        <Button
          look={primary ? 'primary' : 'line'}
          data-first={primary || undefined}
          aria-label={copy}
          onClick={() => void onCopy()}
        >
          {result === 'copied' ? <CheckIcon /> : <LinkIcon />}
          {result === 'copied' ? shareWords.copied : shareWords.copy}
        </Button>
      </div>
      <p role="status">
        {result === 'refused' && `${shareWords.refused} `}
        {address.length > longLink && shareWords.longLink}
      </p>
    </section>
  );
}
