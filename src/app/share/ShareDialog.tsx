import { useEffect, useRef, useState } from 'react';
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
    <Dialog title="Share" onClose={onClose}>
      <div className={styles.body}>
        <p>
          {builtInOf(state.document) === null
            ? 'Your YAML is in the link. Nothing is sent to a server: the part after # stays in the browser.'
            : 'The link names a built-in mesh; nothing is sent to a server.'}
        </p>
        <LinkRow make={step} label="This step" copy="Copy link to this step" primary />
        <LinkRow make={document} label="Whole document" copy="Copy link to the document" />
        <LinkRow make={embedCodeOf} label="Inside another page" copy="Copy embed code" />
        {state.good?.evaluation.story != null && (
          <div className={styles.file}>
            <span>As a picture: this step on the canvas, or the story as a diagram.</span>
            <Button look="line" onClick={() => useStore.setState({ dialog: { kind: 'diagram' } })}>
              Diagram…
            </Button>
          </div>
        )}
        <div className={styles.file}>
          <span>As a file, to keep or to send: drop it on Hopwise to open it.</span>
          <Button look="line" onClick={() => downloadDocument(state.document, name || 'mesh')}>
            <DownloadIcon />
            Download file
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
        <span>{address === '' ? '' : `${address.length.toLocaleString('en')} characters`}</span>
      </h3>
      <div className={styles.row}>
        <input
          ref={input}
          className={field.input}
          readOnly
          value={address}
          aria-label={`Link: ${label}`}
          onFocus={(event) => event.target.select()}
        />
        <Button
          look={primary ? 'primary' : 'line'}
          data-first={primary || undefined}
          aria-label={copy}
          onClick={() => void onCopy()}
        >
          {result === 'copied' ? <CheckIcon /> : <LinkIcon />}
          {result === 'copied' ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p role="status">
        {result === 'refused' && 'The browser refused the clipboard. The link is selected: copy it with the keyboard. '}
        {address.length > longLink && 'Chat programs may cut a link this long. Send the file instead.'}
      </p>
    </section>
  );
}
