import { useEffect, useRef } from 'react';
import { say } from '../../content/locales/en.ts';
import { learnWords as words } from '../../content/locales/en/learn.ts';
import type { Lesson } from '../../content/lessons/lesson.ts';
import type { Answer } from '../../core/model/lesson.ts';
import type { Story } from '../../core/model/story.ts';
import { isRight } from '../../core/story/answers.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { Marked } from '../ui/Marked.tsx';
import { challenge, watch } from './flow.ts';
import styles from './Question.module.css';

/** The prediction beside the outcome, and the one sentence between them. */
export function Reveal({ lesson, guess }: { lesson: Lesson; guess: number | null }) {
  const story = useStore(({ good, suspense, arrival }) => {
    const told = good?.evaluation.story ?? null;
    return told?.veiled === true || suspense || arrival.kind !== 'keep' ? null : told;
  });
  const go = useRef<HTMLButtonElement>(null);
  const isTold = story !== null;
  // The answer that was pressed is gone; what comes next takes its place.
  useEffect(() => {
    if (isTold) go.current?.focus({ preventScroll: true });
  }, [isTold]);
  const said = lesson.watch.answers[guess ?? 0];
  const isOut = story !== null && said !== undefined;
  return (
    <section className={styles.question} aria-label={words.outcome}>
      {/* There before the outcome: whatever comes into it is read out, while the focus goes on. */}
      <div role="status" className={styles.told}>
        {isOut ? <Outcome said={said} story={story} gap={lesson.watch.gap} /> : <h2>{words.waiting}</h2>}
      </div>
      {isOut && (
        <div className={styles.actions}>
          <Button ref={go} look="primary" onClick={() => challenge(lesson)}>
            {words.yourTurn}
          </Button>
          <Button onClick={() => watch(lesson.id)}>{words.watchAgain}</Button>
        </div>
      )}
    </section>
  );
}

function Outcome({ said, story, gap }: { said: Answer; story: Story; gap: string }) {
  const { verdict } = story.trace;
  return (
    <>
      <h2>{isRight(said, verdict) ? words.right : words.wrong}</h2>
      <dl className={styles.gap}>
        <div>
          <dt>{words.youSaid}</dt>
          <dd>
            <Glyph verdict={said.verdict} hollow />
            <b>{words[said.verdict]}</b> {said.text}
          </dd>
        </div>
        <div>
          <dt>{words.itWas}</dt>
          <dd>
            <Glyph verdict={verdict.kind} />
            <b>{words[verdict.kind]}</b>
            <span>
              <Marked text={say(story.because)} />
            </span>
          </dd>
        </div>
      </dl>
      <p className={styles.why}>
        <Marked text={gap} />
      </p>
    </>
  );
}
