import { wallWords as words } from '../../../content/locales/en/wall.ts';
import type { Lesson } from '../../../content/lessons/lesson.ts';
import type { Lesson as Taken } from '../../store/state.ts';
import { Marked } from '../../ui/Marked.tsx';
import styles from './LearnWall.module.css';

/** What there is to say, from the lesson; before the reveal nothing that tells the outcome, for the wall may be seen. */
export function Notes({ lesson: { idea, watch, task }, stage }: { lesson: Lesson; stage: Taken['stage'] }) {
  const before = [
    { title: words.ideaNote, text: idea },
    { title: words.sayNote, text: watch.caption },
  ];
  const after = [
    { title: words.gapNote, text: watch.gap },
    { title: words.taskNote, text: task.brief },
    { title: words.hintsNote, text: task.hints.join(' ') },
  ];
  return (
    <aside className={styles.notes} aria-label={words.notesTitle}>
      <dl>
        {[...before, ...(stage === 'predict' ? [] : after)].map(({ title, text }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              <Marked text={text} />
            </dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
