import type { Message } from '../../core/model/message.ts';
import type { Detail, Story, StoryHop } from '../../core/model/story.ts';
import { stepNumbers, visibleHops } from '../../core/story/playhead.ts';
import { Glyph } from '../ui/Glyph.tsx';
import { Marked } from '../ui/Marked.tsx';
import styles from './Handout.module.css';

export interface StepsProps {
  story: Story;
  detail: Detail;
  label: string;
  say: (message: Message) => string;
  placeName: (hop: StoryHop) => { name: string; part: string };
}

/** The steps of a story as a list for paper: under each place what happened there, the deciding one with its verdict. */
export function Steps({ story, detail, label, say, placeName }: StepsProps) {
  const numbers = stepNumbers(story, detail);
  const { kind } = story.trace.verdict;
  return (
    <ol className={styles.hops} aria-label={label}>
      {visibleHops(story, detail).map(({ hop, frames }) => {
        const place = placeName(hop);
        return (
          <li key={hop.id} className={styles.hop}>
            <h4>
              {place.name} {place.part !== '' && <span>{place.part}</span>}
            </h4>
            <ol>
              {frames.map((frame) => {
                const decides = frame.id === story.verdictFrame && story.veiled !== true;
                return (
                  <li key={frame.id} value={numbers.get(frame.id)} data-decides={decides || undefined}>
                    {decides && <Glyph verdict={kind} size={14} />} <Marked text={say(frame.short)} />
                  </li>
                );
              })}
            </ol>
          </li>
        );
      })}
    </ol>
  );
}
