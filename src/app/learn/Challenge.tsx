import { useEffect, useRef, useState } from 'react';
import { labWords } from '../../content/locales/en/labs.ts';
import { learnWords as words } from '../../content/locales/en/learn.ts';
import type { Lesson } from '../../content/lessons/lesson.ts';
import { lessons } from '../../content/lessons/lessons.ts';
import type { Challenge as ToDo } from '../../core/model/lesson.ts';
import { noteLesson } from '../store/lesson.ts';
import type { Lesson as Taken } from '../store/state.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { UndoIcon } from '../ui/icons.tsx';
import { Marked } from '../ui/Marked.tsx';
import { leads, reset, solve } from './flow.ts';
import { Goals } from './Goals.tsx';
import { Keys } from './Keys.tsx';
import { Limits } from './Limits.tsx';
import { Next } from './Next.tsx';
import { finish } from './progress.ts';
import { Score } from './Score.tsx';
import { useGrades } from './useGrades.ts';
import { useScore } from './useScore.ts';
import styles from './Task.module.css';

export interface ChallengeProps {
  challenge: ToDo;
  /** Null: it is part of no lesson. */
  lesson: Lesson | null;
  taken: Taken;
}

/** What there is to do: goals that are graded after each edit, hints, and a way back. */
export function Challenge({ challenge, lesson, taken }: ChallengeProps) {
  const { hints, shown: isShown, id, lab, source } = taken;
  const { grades, isCurrent, isBroken } = useGrades(challenge);
  const [isAsking, setAsking] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const told = useRef<HTMLOListElement>(null);
  const isMet = isCurrent && grades !== null && grades.every(({ kind }) => kind === 'met');
  // It stays so while another text is being looked at, and while one cannot be read.
  const [isSolved, setSolved] = useState(false);
  if (isCurrent && isSolved !== isMet) setSolved(isMet);
  const score = useScore(challenge, isSolved || challenge.limits !== null);
  useEffect(() => {
    // Not where it only came to another place: somebody is writing.
    if (leads() || document.activeElement === null || document.activeElement === document.body) title.current?.focus();
  }, []);
  useEffect(() => {
    told.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [hints]);
  useEffect(() => {
    // What somebody has made is kept by nobody but its link.
    if (isMet && source === null) finish(id, isShown ? 'seen' : 'solved');
  }, [isMet, isShown, id, source]);
  return (
    <>
      <h2 ref={title} className={styles.title} tabIndex={-1} data-task>
        {lesson === null ? challenge.title : `${lessons.indexOf(lesson) + 1}. ${lesson.title}`}
      </h2>
      {lab !== null && lab.count > 1 && (
        <p className={styles.idea}>{labWords.place(lab.seed - lab.first + 1, lab.count)}</p>
      )}
      <p className={styles.brief}>
        <Marked text={challenge.brief} />
      </p>
      <Goals goals={challenge.goals} grades={grades} isBroken={isBroken} />
      {challenge.limits !== null && <Limits limits={challenge.limits} score={score} />}
      <p className={styles.done} role="status">
        {isSolved && (isShown ? words.seenSay : words.solvedSay)}
      </p>
      {isSolved && !isShown && score !== null && <Score score={score} />}
      {isSolved && !isShown && <Next lesson={lesson} lab={lab} />}
      {/* The newest is read out: the focus stays on what asked for it. */}
      <div aria-live="polite">
        {hints > 0 && (
          <ol ref={told} className={styles.hints} aria-label={words.hints}>
            {challenge.hints.slice(0, hints).map((hint) => (
              <li key={hint}>
                <Marked text={hint} />
              </li>
            ))}
          </ol>
        )}
      </div>
      <footer className={styles.foot}>
        <Button small aria-disabled={hints === 3} onClick={() => hints < 3 && noteLesson({ hints: hints + 1 })}>
          {hints === 3 ? words.noMoreHints : words.hint(hints + 1)}
        </Button>
        <Button
          small
          onClick={() => {
            setSolved(false);
            reset(challenge);
          }}
        >
          <UndoIcon size={14} />
          {words.reset}
        </Button>
        <Button small onClick={() => setAsking(true)}>
          {words.solution}
        </Button>
        <Keys />
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
                solve(challenge);
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
