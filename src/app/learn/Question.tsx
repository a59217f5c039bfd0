import { useCallback, useEffect, useRef } from 'react';
import { learnWords as words } from '../../content/locales/en/learn.ts';
import type { Lesson } from '../../content/lessons/lesson.ts';
import { lastFrame } from '../../core/story/playhead.ts';
import { noteLesson } from '../store/lesson.ts';
import { goLast } from '../store/playhead.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { Marked } from '../ui/Marked.tsx';
import { leads, predict } from './flow.ts';
import { Reveal } from './Reveal.tsx';
import { useAnswerKeys } from './useAnswerKeys.ts';
import { useLesson } from './useLesson.ts';
import styles from './Question.module.css';

/** Under the canvas: what will happen, and then what has. */
export function Question() {
  const current = useLesson();
  if (current === null) return null;
  const { lesson, taken } = current;
  switch (taken.stage) {
    case 'predict':
      return <Ask key={lesson.id} lesson={lesson} />;
    case 'reveal':
      return <Reveal lesson={lesson} guess={taken.guess} />;
    case 'do':
    case 'new':
      return null;
  }
}

function Ask({ lesson: { watch } }: { lesson: Lesson }) {
  const isAtEnd = useStore(({ good, frame, detail }) => {
    const story = good?.evaluation.story ?? null;
    return story?.veiled === true && frame === lastFrame(story, detail);
  });
  // Whoever looks back once more has been asked all the same.
  const wasAsked = useStore((state) => state.lesson?.asked === true);
  const isAsked = isAtEnd || wasAsked;
  useEffect(() => {
    if (isAtEnd) noteLesson({ asked: true });
  }, [isAtEnd]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The dialog that the lesson was chosen in is gone: whoever hears the page is led to the question.
    if (leads() || document.activeElement === document.body) heading.current?.focus();
  }, []);
  const answer = useCallback((index: number) => (isAsked ? predict(index) : undefined), [isAsked]);
  useAnswerKeys(watch.answers.length, answer);
  return (
    <section className={styles.question} aria-label={words.question}>
      <div role="status">
        <h2 ref={heading} tabIndex={-1}>
          {isAsked ? watch.question : words.watching}
        </h2>
      </div>
      {isAsked ? (
        <>
          <p>{words.cost}</p>
          <div className={styles.answers}>
            {watch.answers.map(({ verdict, text }, index) => (
              <button
                key={text}
                type="button"
                className={styles.answer}
                aria-keyshortcuts={String(index + 1)}
                onClick={() => answer(index)}
              >
                <Glyph verdict={verdict} size={28} hollow />
                <span>
                  <b>{words[verdict]}</b>
                  <span>{text}</span>
                </span>
                <kbd aria-hidden="true">{index + 1}</kbd>
              </button>
            ))}
          </div>
        </>
      ) : (
        <>
          <p>
            <Marked text={watch.caption} />
          </p>
          <Button look="line" onClick={goLast}>
            {words.skip}
          </Button>
        </>
      )}
    </section>
  );
}
