import type { ReactNode } from 'react';
import type { Lesson } from '../../content/lessons/lesson.ts';
import { handoutWords as words } from '../../content/locales/en/handout.ts';
import { learnWords } from '../../content/locales/en/learn.ts';
import { Glyph } from '../ui/Glyph.tsx';
import { Marked } from '../ui/Marked.tsx';
import styles from './Handout.module.css';

export interface LessonPageProps {
  lesson: Lesson;
  number: number;
  /** The mesh at the step before the question, as SVG text of our own making; null: it is not drawn yet. */
  still: string | null;
  steps: ReactNode;
  address: string;
}

/** One lesson on one sheet: its idea, what happened so far, and the question. */
export function LessonPage({ lesson, number, still, steps, address }: LessonPageProps) {
  const { watch, task } = lesson;
  return (
    <article className={styles.lesson} data-lesson={lesson.id}>
      <p className={styles.number}>{words.number(number)}</p>
      <h2>{lesson.title}</h2>
      <p className={styles.idea}>{lesson.idea}</p>
      <p>
        <Marked text={watch.caption} />
      </p>
      {still !== null && (
        <figure className={styles.still}>
          <img src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(still)}`} alt={words.still(lesson.title)} />
        </figure>
      )}
      <div className={styles.columns}>
        <section>
          <h3>{words.soFar}</h3>
          {steps}
        </section>
        <section className={styles.question}>
          <h3>{words.question}</h3>
          <p>
            <Marked text={watch.question} />
          </p>
          <ul>
            {watch.answers.map(({ verdict, text }) => (
              <li key={verdict + text}>
                <span className={styles.box} aria-hidden="true" />
                <span>
                  {learnWords[verdict]}: <Marked text={text} />
                </span>
              </li>
            ))}
          </ul>
          <h3>{words.screen}</h3>
          <p>
            <Marked text={task.brief} />
          </p>
          <p className={styles.address}>
            {words.at} {address}
          </p>
        </section>
      </div>
    </article>
  );
}

export interface AnswerRowProps {
  lesson: Lesson;
  number: number;
  verdict: 'allowed' | 'denied' | 'undetermined';
  because: string;
}

/** How the story of a lesson ends, and why. */
export function AnswerRow({ lesson, number, verdict, because }: AnswerRowProps) {
  return (
    <li className={styles.answer} value={number}>
      <h3>
        {number}. {lesson.title}
      </h3>
      <p className={styles.verdict}>
        <Glyph verdict={verdict} size={16} /> <strong>{learnWords[verdict]}.</strong> <Marked text={because} />
      </p>
      <p>
        <Marked text={lesson.watch.gap} />
      </p>
    </li>
  );
}
