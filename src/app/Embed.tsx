import { useEffect, useState } from 'react';
import { embedWords } from '../content/locales/en/embed.ts';
import { say } from '../content/locales/en.ts';
import { CanvasPane } from './CanvasPane.tsx';
import { commandGroups } from './commands/registry.ts';
import { useKeyboard } from './commands/useKeyboard.ts';
import { BrokenView } from './otherViews.tsx';
import { PlayerPane } from './PlayerPane.tsx';
import { addressOf } from './share/stateLink.ts';
import { Narrator } from './shell/Narrator.tsx';
import { Pane } from './shell/Pane.tsx';
import { markBusy } from './store/ask.ts';
import { useStore } from './store/store.ts';
import styles from './Embed.module.css';

/** Only the story is played here: what edits or opens dialogs belongs to the whole app. */
const groups = commandGroups.filter((group) => group === 'Player');
const host = {
  copyLink: () => undefined,
  editDeciding: () => undefined,
  fitCanvas: () => undefined,
  openFile: () => undefined,
  tidy: () => undefined,
  untidy: () => undefined,
};

/** Canvas and player inside another page, with a way to the whole app that keeps the step. */
export function Embed() {
  const broken = useStore((state) => state.brokenLink);
  useKeyboard(host, groups);
  if (broken !== null) return <BrokenView broken={broken} />;
  return (
    <div className={styles.embed} ref={markBusy} data-app data-view="embed">
      <h1 className="sr">Hopwise</h1>
      <main className={styles.canvas}>
        <Pane name="Canvas">
          <CanvasPane />
        </Pane>
        <OpenInHopwise />
      </main>
      <Pane name="Player">
        <PlayerPane />
      </Pane>
      <Narrator say={say} />
    </div>
  );
}

function OpenInHopwise() {
  const document = useStore((state) => state.document);
  const choice = useStore((state) => state.choice);
  const frame = useStore((state) => state.frame);
  const detail = useStore((state) => state.detail);
  const good = useStore((state) => state.good);
  const [address, setAddress] = useState(location.pathname);
  useEffect(() => {
    let current = true;
    void addressOf(useStore.getState()).then((made) => {
      if (current) setAddress(made);
    });
    return () => {
      current = false;
    };
  }, [document, choice, frame, detail, good]);
  return (
    <a className={styles.open} href={address} target="_blank" rel="noreferrer">
      {embedWords.openInHopwise}
    </a>
  );
}
