import { presentWords } from '../../content/locales/en/present.ts';
import { goBack, goOn } from '../store/course.ts';
import { openNotes } from '../store/notesWindow.ts';
import * as playhead from '../store/playhead.ts';
import { useStore } from '../store/store.ts';
import { toggleBlank, togglePresent } from '../store/view.ts';
import { Button } from '../ui/Button.tsx';
import { BackIcon, NextIcon, PauseIcon, PlayIcon } from '../ui/icons.tsx';
import styles from './Present.module.css';

/** For hands on a mouse; a presenter's remote sends PageUp and PageDown. */
export function WallControls() {
  const playing = useStore((state) => state.playing);
  const told = useStore((state) => state.frame !== null);
  return (
    <nav className={styles.controls} aria-label={presentWords.presenting}>
      <Button aria-disabled={!told} onClick={goBack}>
        <BackIcon />
        {presentWords.back}
      </Button>
      <Button look="line" aria-disabled={!told} onClick={playhead.togglePlay}>
        {playing ? <PauseIcon /> : <PlayIcon />}
        {playing ? presentWords.pause : presentWords.play}
      </Button>
      <Button aria-disabled={!told} onClick={goOn}>
        {presentWords.next}
        <NextIcon />
      </Button>
      <span className={styles.grow} />
      <Button onClick={() => useStore.setState({ dialog: { kind: 'code' } })}>{presentWords.code}</Button>
      <Button onClick={openNotes}>{presentWords.notes}</Button>
      <Button onClick={toggleBlank}>{presentWords.blank}</Button>
      <Button onClick={togglePresent}>{presentWords.stopPresenting}</Button>
    </nav>
  );
}
