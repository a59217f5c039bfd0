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
    <nav className={styles.controls} aria-label="Presenting">
      <Button aria-disabled={!told} onClick={playhead.stepBack}>
        <BackIcon />
        Back
      </Button>
      <Button look="line" aria-disabled={!told} onClick={playhead.togglePlay}>
        {playing ? <PauseIcon /> : <PlayIcon />}
        {playing ? 'Pause' : 'Play'}
      </Button>
      <Button aria-disabled={!told} onClick={playhead.stepForward}>
        Next
        <NextIcon />
      </Button>
      <span className={styles.grow} />
      <Button onClick={toggleBlank}>Blank</Button>
      <Button onClick={togglePresent}>Stop presenting</Button>
    </nav>
  );
}
