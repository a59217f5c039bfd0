import { useEffect, useRef, useState } from 'react';
import { learnWords as words } from '../../content/locales/en/learn.ts';
import type { Lesson } from '../../content/lessons/lesson.ts';
import { lessons } from '../../content/lessons/lessons.ts';
import { noteLesson, startLesson } from '../store/lesson.ts';
import type { Lesson as Taken } from '../store/state.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { UndoIcon } from '../ui/icons.tsx';
import { Marked } from '../ui/Marked.tsx';
import { lessonAfter, reset, solve } from './flow.ts';
import { Goals } from './Goals.tsx';
import { finish } from './progress.ts';
import { useGrades } from './useGrades.ts';
import styles from './Task.module.css';

/** What there is to do: goals that are graded after each edit, hints, and a way back. */
export function Challenge({ lesson, taken: { hints, shown: isShown } }: { lesson: Lesson; taken: Taken }) {
  const { grades, isCurrent } = useGrades(lesson);
  const [isAsking, setAsking] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const isSolved = isCurrent && grades !== null && grades.every(({ kind }) => kind === 'met');
  useEffect(() => {
    // Not where it only came to another place: somebody is writing.
    if (document.activeElement === null || document.activeElement === document.body) title.current?.focus();
  }, []);
  useEffect(() => {
    if (isSolved) finish(lesson.id, isShown ? 'seen' : 'solved');
  }, [isSolved, isShown, lesson]);
  return (
    <>
      <h2 ref={title} className={styles.title} tabIndex={-1}>
        {lessons.indexOf(lesson) + 1}. {lesson.title}
      </h2>
      <p className={styles.brief}>
        <Marked text={lesson.task.brief} />
      </p>
      <Goals goals={lesson.task.goals} grades={grades} />
      <p className={styles.done} role="status">
        {isSolved && (isShown ? words.seenSay : words.solvedSay)}
      </p>
      {isSolved && !isShown && <Next lesson={lesson} />}
      {hints > 0 && (
        <ol className={styles.hints} aria-label={words.hints}>
          {lesson.task.hints.slice(0, hints).map((hint) => (
            <li key={hint}>
              <Marked text={hint} />
            </li>
          ))}
        </ol>
      )}
      <footer className={styles.foot}>
        <Button small disabled={hints === 3} onClick={() => noteLesson({ hints: hints + 1 })}>
          {hints === 3 ? words.noMoreHints : words.hint(hints + 1)}
        </Button>
        <Button small onClick={() => reset(lesson)}>
          <UndoIcon size={14} />
          {words.reset}
        </Button>
        <Button small onClick={() => setAsking(true)}>
          {words.solution}
        </Button>
      </footer>
      {isAsking && (
        <Dialog title={words.solutionTitle} onClose={() => setAsking(false)}>
          <p className={styles.ask}>{words.solutionAsk}</p>
          <div className={styles.actions}>
            <Button look="line" data-first onClick={() => setAsking(false)}>
              {words.keepTrying}
            </Button>
            <Button
              look="primary"
              onClick={() => {
                setAsking(false);
                solve(lesson);
              }}
            >
              {words.solution}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function Next({ lesson }: { lesson: Lesson }) {
  const next = lessonAfter(lesson);
  if (next === null) return <p className={styles.brief}>{words.last}</p>;
  return (
    <Button look="primary" className={styles.next ?? ''} onClick={() => startLesson(next.id)}>
      {words.nextLesson(next.title)}
    </Button>
  );
}
