import { useMemo, useState } from 'react';
import { plainText } from '../ui/marks.ts';
import {
  frameById,
  isBefore,
  nearestVisible,
  stepNumbers,
  visibleFrames,
  visibleHops,
} from '../../core/story/playhead.ts';
import type { Message } from '../../core/model/message.ts';
import type { Detail, Frame, FrameId, Story, StoryHop } from '../../core/model/story.ts';
import { Marked } from '../ui/Marked.tsx';
import { isListed } from './filter.ts';
import type { Filter } from './filter.ts';
import { FilterChips } from './FilterChips.tsx';
import { Options } from './Options.tsx';
import styles from './Player.module.css';
import { StepList } from './StepList.tsx';
import { Strip } from './Strip.tsx';
import { Timeline } from './Timeline.tsx';
import { Transport } from './Transport.tsx';
import { playerWords } from '../../content/locales/en/player.ts';
import type { PlayerWords } from '../../content/locales/en/player.ts';

export type Rate = 0.5 | 1 | 2;

export interface PlayerProps {
  story: Story;
  frame: Frame;
  preview: Frame | null;
  detail: Detail;
  playing: boolean;
  rate: Rate;
  pauseAtDecisions: boolean;
  say: (message: Message) => string;
  placeName: (hop: StoryHop) => { name: string; part: string };
  onFrame: (id: FrameId) => void;
  onPreview: (id: FrameId | null) => void;
  onPlay: () => void;
  onPause: () => void;
  onRate: (rate: Rate) => void;
  onDetail: (detail: Detail) => void;
  onPauseAtDecisions: (on: boolean) => void;
  words?: PlayerWords;
}

const everything: ReadonlySet<Filter> = new Set();

/** The story on a line: transport, a timeline cut per hop, and the step list in the same columns. */
export function Player(props: PlayerProps) {
  const { story, frame, detail, say, words = playerWords } = props;
  const [chosen, setChosen] = useState(everything);
  const filterable = detail !== 'story';
  const filter = filterable ? chosen : everything;

  const currentId = nearestVisible(story, frame.id, detail);
  const current = frameById(story, currentId) ?? frame;
  // The strip follows the story when these change, not when the pointer moves.
  const hops = useMemo(() => visibleHops(story, detail), [story, detail]);
  const numbers = stepNumbers(story, detail);
  const shared = {
    story,
    hops,
    numbers,
    current,
    preview: props.preview?.id ?? null,
    detail,
    say,
    placeName: props.placeName,
    // The step one stands on is always listed: a filter must not hide where one is.
    listed: (step: Frame) => step.id === currentId || isListed(step, filter),
    ahead: (step: Frame) => isBefore(story, currentId, step.id),
    onFrame: props.onFrame,
    onPreview: props.onPreview,
    words,
  };

  return (
    <section className={styles.player} aria-label={words.region}>
      <div className={styles.body}>
        <div className={styles.bar} data-filterable={filterable || undefined}>
          <Transport
            story={story}
            current={currentId}
            detail={detail}
            playing={props.playing}
            onFrame={props.onFrame}
            onPlay={props.onPlay}
            onPause={props.onPause}
            words={words}
          />
          <p
            className={styles.now}
            title={`${words.stepOf(numbers.get(currentId) ?? 1, visibleFrames(story, detail).length)} ${plainText(say(current.long))}`}
          >
            <strong>{words.stepOf(numbers.get(currentId) ?? 1, visibleFrames(story, detail).length)}</strong>{' '}
            <span className={styles.sentence}>
              <Marked text={say(current.long)} />
            </span>
          </p>
          {filterable && <FilterChips chosen={chosen} onChange={setChosen} words={words} />}
          <Options {...props} words={words} />
        </div>
        <Strip hops={hops} currentHop={current.hop}>
          <Timeline {...shared} />
          <StepList {...shared} />
        </Strip>
      </div>
    </section>
  );
}
