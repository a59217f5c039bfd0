import { labWords } from '../../content/locales/en/labs.ts';
import { learnWords as words } from '../../content/locales/en/learn.ts';
import { lessons } from '../../content/lessons/lessons.ts';
import type { Lesson } from '../../content/lessons/lesson.ts';
import type { Lesson as Taken } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { BackIcon } from '../ui/icons.tsx';
import { Marked } from '../ui/Marked.tsx';
import { Challenge } from './Challenge.tsx';
import { leave } from './flow.ts';
import { Stages } from './Stages.tsx';
import { useOpening } from './useOpening.ts';
import { useChallenge, useLesson } from './useLesson.ts';
import styles from './Task.module.css';

/** The task of the lesson or lab that is being taken: always there, beside the canvas. */
export function Task() {
  const wanted = useStore(({ lesson }) => (lesson?.stage === 'new' ? lesson : null));
  const current = useLesson();
  const doing = useChallenge();
  useOpening();
  if (current === null && doing === null)
    return (
      <section className={styles.task} aria-label={words.task}>
        {wanted?.lab != null && <p className={styles.brief}>{labWords.making}</p>}
      </section>
    );
  return (
    <section className={styles.task} aria-label={words.task} data-stage={current?.taken.stage}>
      <header className={styles.head}>
        <Button small onClick={() => useStore.setState({ dialog: { kind: 'lessons' } })}>
          <BackIcon size={12} />
          {words.all}
        </Button>
        <Button small onClick={leave}>
          {words.leave}
        </Button>
      </header>
      {current !== null && <Stages stage={current.taken.stage} />}
      {doing !== null ? (
        <Challenge
          key={doing.taken.id}
          challenge={doing.challenge}
          lesson={current?.lesson ?? null}
          taken={doing.taken}
        />
      ) : (
        current !== null && <Watched {...current} />
      )}
    </section>
  );
}

function Watched({ lesson, taken }: { lesson: Lesson; taken: Taken }) {
  const number = lessons.indexOf(lesson) + 1;
  return (
    <>
      <h2 className={styles.title} tabIndex={-1} data-task>
        {/* Its title says how it ends. */}
        {taken.stage === 'predict' ? words.number(number) : `${number}. ${lesson.title}`}
      </h2>
      <p className={styles.idea}>{lesson.idea}</p>
      <p className={styles.brief}>
        <Marked text={lesson.watch.caption} />
      </p>
    </>
  );
}
