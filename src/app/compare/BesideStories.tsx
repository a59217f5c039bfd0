import { useEffect, useState } from 'react';
import { besideWords } from '../../content/locales/en/compare.ts';
import { verdictWords } from '../../content/locales/en/verdictWords.ts';
import type { Message } from '../../core/model/message.ts';
import type { Request } from '../../core/model/request.ts';
import { isVisible } from '../../core/story/playhead.ts';
import type { Story } from '../../core/model/story.ts';
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
  return (
    <div className={styles.stories}>
      {(['a', 'b'] as const).map((side) => (
        <Side key={side} name={side.toUpperCase()} story={told[side]} parting={told.parting} say={say} />
      ))}
      {told.parting === null && <p>{besideWords.sameWay}</p>}
    </div>
  );
}

interface SideProps {
  name: string;
  story: Story | null;
  parting: TwoStories['parting'];
  say: (message: Message) => string;
}

function Side({ name, story, parting, say }: SideProps) {
  const frames = story?.frames.filter((frame) => isVisible(story, frame, 'story')) ?? [];
  return (
    <section aria-label={besideWords.storyIn(name)}>
      <h3>
        {name}{' '}
        {story !== null && <Glyph verdict={story.trace.verdict.kind} title={verdictWords[story.trace.verdict.kind]} />}
      </h3>
      <ol>
        {frames.map((frame) => (
          <li key={frame.id} data-parting={frame.id === parting} data-outcome={frame.outcome}>
            {frame.id === parting && <strong className={styles.part}>{besideWords.partHere}</strong>}
            <Marked text={say(frame.short)} />
          </li>
        ))}
      </ol>
    </section>
  );
}
