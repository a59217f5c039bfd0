import { useEffect } from 'react';
import { learnWords as words } from '../../content/locales/en/learn.ts';
import { lessons } from '../../content/lessons/lessons.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { BackIcon } from '../ui/icons.tsx';
import { Marked } from '../ui/Marked.tsx';
import { Challenge } from './Challenge.tsx';
import { leave, watch, watchLeaving } from './flow.ts';
import { Stages } from './Stages.tsx';
import { useLesson } from './useLesson.ts';
import styles from './Task.module.css';

/** The task of the lesson that is being taken: always there, beside the canvas. */
export function Task() {
  const wanted = useStore((state) => (state.lesson?.stage === 'new' ? state.lesson.id : null));
  const current = useLesson();
  useEffect(watchLeaving, []);
  useEffect(() => {
    if (wanted !== null) watch(wanted);
  }, [wanted]);
  if (current === null) return <section className={styles.task} aria-label={words.task} />;
  const { lesson, taken } = current;
  const number = lessons.indexOf(lesson) + 1;
  return (
    <section className={styles.task} aria-label={words.task} data-stage={taken.stage}>
      <header className={styles.head}>
        <Button small onClick={() => useStore.setState({ dialog: { kind: 'lessons' } })}>
          <BackIcon size={12} />
          {words.all}
        </Button>
        <Button small onClick={leave}>
          {words.leave}
        </Button>
      </header>
      <Stages stage={taken.stage} />
      {taken.stage === 'do' ? (
        <Challenge key={lesson.id} lesson={lesson} taken={taken} />
      ) : (
        <>
          <h2 className={styles.title}>
            {/* Its title says how it ends. */}
            {taken.stage === 'predict' ? words.number(number) : `${number}. ${lesson.title}`}
          </h2>
          <p className={styles.idea}>{lesson.idea}</p>
          <p className={styles.brief}>
            <Marked text={lesson.watch.caption} />
          </p>
        </>
      )}
    </section>
  );
}
