import { useEffect, useState } from 'react';
import { learnWords } from '../../../content/locales/en/learn.ts';
import { wallWords as words } from '../../../content/locales/en/wall.ts';
import { lessons } from '../../../content/lessons/lessons.ts';
import { lastFrame } from '../../../core/story/playhead.ts';
import { noteLesson } from '../../store/lesson.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { useLesson } from '../useLesson.ts';
import { useOpening } from '../useOpening.ts';
import { Hands } from './Hands.tsx';
import { move } from './move.ts';
import { Notes } from './Notes.tsx';
import { Outcome } from './Outcome.tsx';
import styles from './LearnWall.module.css';

/** A lesson on the wall: its question, a show of hands, the outcome, and the way to the next one. */
export function LearnWall() {
  useOpening();
  const current = useLesson();
  const [isNoted, setNoted] = useState(false);
  const wanted = useStore((state) => state.lesson?.move ?? null);
  const isAtEnd = useStore(({ good, frame, detail }) => {
    const story = good?.evaluation.story ?? null;
    return story?.veiled === true && frame === lastFrame(story, detail);
  });
  useEffect(() => {
    if (isAtEnd) noteLesson({ asked: true });
  }, [isAtEnd]);
  useEffect(() => {
    if (wanted !== null) move(wanted);
  }, [wanted]);
  if (current === null) return null;
  const { lesson, taken } = current;
  const isAsked = taken.stage === 'predict' && (taken.asked || isAtEnd);
  return (
    <section className={styles.wall} aria-label={words.lesson} data-stage={taken.stage}>
      <header className={styles.head}>
        <p>
          <b>{words.number(lessons.indexOf(lesson) + 1, lessons.length)}</b>
          {/* Its title says how it ends. */}
          {taken.stage === 'predict' ? lesson.idea : lesson.title}
        </p>
        <Button onClick={() => move('back')}>{words.back}</Button>
        <Button onClick={() => setNoted(!isNoted)} aria-expanded={isNoted}>
          {isNoted ? words.hideNotes : words.notes}
        </Button>
        {taken.stage !== 'predict' && (
          <Button look="line" onClick={() => move('next')}>
            {words.next}
          </Button>
        )}
      </header>
      {isAsked && <Hands lesson={lesson} hands={taken.hands} />}
      {taken.stage === 'predict' && !isAsked && <p className={styles.watching}>{learnWords.watching}</p>}
      {taken.stage === 'reveal' && <Outcome lesson={lesson} hands={taken.hands} />}
      {isNoted && <Notes lesson={lesson} stage={taken.stage} />}
    </section>
  );
}
