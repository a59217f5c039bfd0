import { useEffect, useRef, useState } from 'react';
import { shareWords } from '../../content/locales/en/share.ts';
import type { State } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { CheckIcon, DownloadIcon, LinkIcon } from '../ui/icons.tsx';
import { copyText } from '../ui/clipboard.ts';
import { downloadDocument } from './downloadFile.ts';
import { insideWords } from './insideWords.ts';
import { addressOf, embedCodeOf } from './stateLink.ts';
import field from '../ui/Field.module.css';
import styles from './ShareDialog.module.css';

/** Chat programs cut links from a few thousand characters on. */
const longLink = 2000;

export interface ShareDialogProps {
  /** Saves the canvas at this step as a picture; null where there is no story. */
  picture: ((format: 'svg' | 'png') => Promise<void>) | null;
  onClose: () => void;
}

/** Ways to hand on what is on show, each with what it carries. */
export function ShareDialog({ picture, onClose }: ShareDialogProps) {
  const state = useStore();
  const [failed, setFailed] = useState(false);
  const save = (format: 'svg' | 'png') => (): void => {
    setFailed(false);
    picture?.(format).catch(() => setFailed(true));
  };
  const name = state.good?.evaluation.scenario.name ?? '';
  return (
    <Dialog title={shareWords.title} onClose={onClose}>
      <div className={styles.body}>
        <p>
          {insideWords(state)} {shareWords.stays}
        </p>
        <LinkRow make={step} label={shareWords.step} copy={shareWords.copyStep} primary />
        <LinkRow make={story} label={shareWords.story} copy={shareWords.copyStory} />
        <LinkRow make={document} label={shareWords.document} copy={shareWords.copyDocument} />
        <LinkRow make={embedCodeOf} label={shareWords.embed} copy={shareWords.copyEmbed} />
        {picture !== null && (
          <div className={styles.file}>
            <span>
              {shareWords.asPicture}
              <span role="status">{failed && ` ${shareWords.pictureFailed}`}</span>
            </span>
            <span className={styles.row}>
              <Button look="line" onClick={save('svg')}>
                <DownloadIcon />
                SVG
              </Button>
              <Button look="line" onClick={save('png')}>
                <DownloadIcon />
                PNG
              </Button>
              <Button look="line" onClick={() => useStore.setState({ dialog: { kind: 'diagram' } })}>
                {shareWords.diagram}
              </Button>
            </span>
          </div>
        )}
        <div className={styles.file}>
          <span>{shareWords.asCode}</span>
          <Button look="line" onClick={() => useStore.setState({ dialog: { kind: 'code' } })}>
            {shareWords.code}
          </Button>
        </div>
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
const story = (state: State): Promise<string> => addressOf(state, 'story');
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
