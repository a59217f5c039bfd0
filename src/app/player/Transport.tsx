import { firstFrame, lastFrame, nextFrame, previousFrame } from '../../core/story/playhead.ts';
import type { Detail, FrameId, Story } from '../../core/model/story.ts';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { BackIcon, FirstIcon, NextIcon, PauseIcon, PlayIcon } from '../ui/icons.tsx';
import styles from './Transport.module.css';
import type { PlayerWords } from '../../content/locales/en/player.ts';

export interface TransportProps {
  story: Story;
  current: FrameId;
  detail: Detail;
  playing: boolean;
  onFrame: (id: FrameId) => void;
  onPlay: () => void;
  onPause: () => void;
  words: PlayerWords;
}

/** First, Back, Play or Pause, Next, Verdict: icons always with a word. */
export function Transport({ story, current, detail, playing, onFrame, onPlay, onPause, words }: TransportProps) {
  // `aria-disabled`, not `disabled`: a button that vanishes from the focus order under one's finger loses one's place.
  const atStart = current === firstFrame(story, detail);
  const atEnd = current === lastFrame(story, detail);
  return (
    <div className={styles.transport} role="group" aria-label={words.transport}>
      <Button
        small
        className={styles.button ?? ''}
        aria-disabled={atStart}
        onClick={() => onFrame(firstFrame(story, detail))}
      >
        <FirstIcon size={14} />
        {words.first}
      </Button>
      <Button
        small
        className={styles.button ?? ''}
        aria-disabled={atStart}
        onClick={() => onFrame(previousFrame(story, current, detail))}
      >
        <BackIcon size={14} />
        {words.back}
      </Button>
      <Button small look="line" className={`${styles.button} ${styles.play}`} onClick={playing ? onPause : onPlay}>
        {playing ? <PauseIcon size={14} /> : <PlayIcon size={14} />}
        {playing ? words.pause : words.play}
      </Button>
      <Button
        small
        className={styles.button ?? ''}
        aria-disabled={atEnd}
        onClick={() => onFrame(nextFrame(story, current, detail))}
      >
        {words.next}
        <NextIcon size={14} />
      </Button>
      {story.veiled !== true && (
        <Button small className={styles.button ?? ''} onClick={() => onFrame(story.verdictFrame)}>
          <span className={styles.glyph}>
            <Glyph verdict={story.trace.verdict.kind} size={14} />
          </span>
          {words.verdict}
        </Button>
      )}
    </div>
  );
}
