import { labWords } from '../../content/locales/en/labs.ts';
import { learnWords as words } from '../../content/locales/en/learn.ts';
import type { Lesson } from '../../content/lessons/lesson.ts';
import { startLab, startLesson } from '../store/lesson.ts';
import type { LabPlace } from '../store/state.ts';
import { Button } from '../ui/Button.tsx';
import { lessonAfter } from './flow.ts';
import { labAfter } from './labs.ts';
import { newSeed } from './newSeed.ts';
import styles from './Task.module.css';

/** Where to go on: the next lesson, the next lab of the set, or another lab. */
export function Next({ lesson, lab }: { lesson: Lesson | null; lab: LabPlace | null }) {
  if (lab !== null) return <NextLab lab={lab} />;
  if (lesson === null) return null;
  const next = lessonAfter(lesson);
  if (next === null) return <p className={styles.brief}>{words.last}</p>;
  return (
    <Button look="primary" className={styles.next ?? ''} onClick={() => startLesson(next.id)}>
      {words.nextLesson(next.title)}
    </Button>
  );
}

function NextLab({ lab }: { lab: LabPlace }) {
  const next = labAfter(lab);
  const fresh = (): void => {
    const seed = newSeed();
    startLab({ seed, first: seed, count: 1 });
  };
  return (
    <>
      {next === null && lab.count > 1 && <p className={styles.brief}>{labWords.lastOfSet}</p>}
      <Button look="primary" className={styles.next ?? ''} onClick={() => (next === null ? fresh() : startLab(next))}>
        {next === null ? labWords.fresh : labWords.next(next.seed)}
      </Button>
    </>
  );
}
