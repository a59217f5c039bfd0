import { useEffect, useState } from 'react';
import { besideWords } from '../../content/locales/en/compare.ts';
import { verdictWords } from '../../content/locales/en/verdictWords.ts';
import type { Message } from '../../core/model/message.ts';
import type { Request } from '../../core/model/request.ts';
import { isVisible } from '../../core/story/playhead.ts';
import type { Frame, Story } from '../../core/model/story.ts';
import type { TwoStories } from '../../core/scenario/compare.ts';
import { engine } from '../engine/client.ts';
import type { Difference } from '../store/state.ts';
import { Glyph } from '../ui/Glyph.tsx';
import { Marked } from '../ui/Marked.tsx';
import styles from './CompareDialog.module.css';

export interface BesideStoriesProps {
  difference: Difference;
  request: Request | null;
  say: (message: Message) => string;
}

/** The story of one request in A and in B, step beside step, with a mark where they part. */
export function BesideStories({ difference: { a, b }, request, say }: BesideStoriesProps) {
  const [told, setTold] = useState<TwoStories | null>(null);
  useEffect(() => {
    if (request === null) return;
    let wanted = true;
    void engine.twoStories(a, b, request).then((outcome) => {
      if (wanted && outcome.kind === 'answer') setTold(outcome.value);
    });
    return () => {
      wanted = false;
    };
  }, [a, b, request]);
  if (request === null) return <p>{besideWords.chooseFirst}</p>;
  if (told === null) return null;
  const [inA, inB] = [framesOf(told.a), framesOf(told.b)];
  // Up to there both go through the same steps: it has the same place in both.
  const parting = Math.max(...[inA, inB].map((frames) => frames.findIndex(({ id }) => id === told.parting)));
  return (
    <div className={styles.stories}>
      <Side name="A" story={told.a} frames={inA} parting={parting} say={say} />
      <Side name="B" story={told.b} frames={inB} parting={parting} say={say} />
      {told.parting === null && <p>{besideWords.sameWay}</p>}
    </div>
  );
}

interface SideProps {
  name: string;
  story: Story | null;
  frames: readonly Frame[];
  /** The place of the step where the two part; -1: none. */
  parting: number;
  say: (message: Message) => string;
}

const framesOf = (story: Story | null): readonly Frame[] =>
  story?.frames.filter((frame) => isVisible(story, frame, 'story')) ?? [];

function Side({ name, story, frames, parting, say }: SideProps) {
  return (
    <section aria-label={besideWords.storyIn(name)}>
      <h3>
        {name}{' '}
        {story !== null && <Glyph verdict={story.trace.verdict.kind} title={verdictWords[story.trace.verdict.kind]} />}
      </h3>
      <ol>
        {frames.map((frame, index) => (
          <li key={frame.id} data-parting={index === parting} data-outcome={frame.outcome}>
            {index === parting && <strong className={styles.part}>{besideWords.partHere}</strong>}
            <Marked text={say(frame.short)} />
          </li>
        ))}
      </ol>
    </section>
  );
}
