import { useState } from 'react';
import { learnWords } from '../../content/locales/en/learn.ts';
import { notesWords as words } from '../../content/locales/en/notesWindow.ts';
import type { Lesson } from '../../content/lessons/lesson.ts';
import { Glyph } from '../ui/Glyph.tsx';
import type { WallLesson } from './message.ts';
import styles from './Notes.module.css';

export interface PollProps {
  lesson: Lesson;
  taken: WallLesson;
  onCount: (answer: number, count: number) => void;
}

/** The question, and the hands for each answer: what is counted here stands on the wall at once. */
export function Poll({ lesson: { watch }, taken: { stage, asked, hands }, onCount }: PollProps) {
  const isOpen = stage === 'predict' && asked;
  return (
    <section className={styles.part} aria-label={words.question}>
      <h2>
        {words.question} <span>{words.all(hands.reduce((sum, each) => sum + each, 0))}</span>
      </h2>
      <p>
        <b>{watch.question}</b>
      </p>
      <ul className={styles.poll}>
        {watch.answers.map(({ verdict, text }, index) => {
          const name = `${learnWords[verdict]}, ${text}`;
          return (
            <li key={text}>
              <Glyph verdict={verdict} size={20} hollow />
              <span>
                <b>{learnWords[verdict]}</b> {text}
              </span>
              {isOpen ? (
                <Count
                  name={words.handsFor(name)}
                  count={hands[index] ?? 0}
                  onCount={(count) => onCount(index, count)}
                />
              ) : (
                <b className={styles.count}>{hands[index] ?? 0}</b>
              )}
            </li>
          );
        })}
      </ul>
      {stage === 'predict' && !asked && <p>{words.notAsked}</p>}
    </section>
  );
}

/** More hands than this are counted in no room. */
const mostHands = 9999;

function Count({ name, count, onCount }: { name: string; count: number; onCount: (count: number) => void }) {
  // While somebody types, what the wall answers is older than what stands here.
  const [draft, setDraft] = useState<number | null>(null);
  return (
    <input
      inputMode="numeric"
      aria-label={name}
      value={draft ?? count}
      onFocus={({ target }) => {
        setDraft(count);
        target.select();
      }}
      onBlur={() => setDraft(null)}
      onChange={({ target }) => {
        const typed = Math.min(mostHands, Number(target.value.replaceAll(/\D/g, '')));
        setDraft(typed);
        onCount(typed);
      }}
    />
  );
}
