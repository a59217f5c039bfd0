import type { Message } from '../../core/model/message.ts';
import type { Frame, Story, StoryHop } from '../../core/model/story.ts';
import { Marked } from '../ui/Marked.tsx';
import styles from './Card.module.css';
import { Observed } from './Observed.tsx';
import { PacketMark } from './PacketMark.tsx';
import type { WhyWords } from '../../content/locales/en/why.ts';

export interface StepCardProps {
  story: Story;
  frame: Frame;
  say: (message: Message) => string;
  placeName: (hop: StoryHop) => { name: string; part: string };
  words: WhyWords;
}

/** In the place of the verdict while the story is on its way to it: where the packet is and what happens there. */
export function StepCard({ story, frame, say, placeName, words }: StepCardProps) {
  const hop = story.hops[frame.hop];
  const place = hop === undefined ? { name: '', part: '' } : placeName(hop);
  const { http, wire, peer } = frame.after;
  return (
    <section className={styles.card} aria-label={words.step}>
      <header className={styles.head}>
        <PacketMark />
        <h2 className={styles.word}>{place.name}</h2>
        <span className={styles.place}>{place.part}</span>
      </header>
      <p className={styles.because}>
        <Marked text={say(frame.long)} />
      </p>
      <dl className={styles.rows}>
        {http !== null && (
          <>
            <dt>{words.carries}</dt>
            <dd>
              <Observed text={`${http.method} ${http.path}`} raw />
            </dd>
          </>
        )}
        <dt>{words.wrappedIn}</dt>
        <dd>{words.wires[wire.kind]}</dd>
        <dt>{words.provenCaller}</dt>
        <dd>{peer === null ? words.nobody : <Observed text={peer} raw />}</dd>
      </dl>
    </section>
  );
}
