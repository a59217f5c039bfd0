import { notesWords as words } from '../../content/locales/en/notesWindow.ts';
import { wallWords } from '../../content/locales/en/wall.ts';
import type { Lesson } from '../../content/lessons/lesson.ts';
import { lessons } from '../../content/lessons/lessons.ts';
import { Marked } from '../ui/Marked.tsx';
import styles from './Notes.module.css';

/** What there is to say of a lesson, from its first word to what comes after it. */
export function Say({ lesson }: { lesson: Lesson }) {
  const { title, idea, watch, task } = lesson;
  const at = lessons.indexOf(lesson);
  const next = lessons[at + 1];
  const rows = [
    { name: wallWords.ideaNote, texts: [idea] },
    { name: wallWords.sayNote, texts: [watch.caption] },
    { name: wallWords.gapNote, texts: [watch.gap] },
    { name: wallWords.taskNote, texts: [task.brief] },
    { name: wallWords.hintsNote, texts: task.hints },
    { name: words.after, texts: [next?.title ?? wallWords.end] },
  ];
  return (
    <section className={styles.part} aria-label={words.notes}>
      <h2>
        {title} <span>{wallWords.number(at + 1, lessons.length)}</span>
      </h2>
      <dl className={styles.say}>
        {rows.map(({ name, texts }) => (
          <div key={name}>
            <dt>{name}</dt>
            {texts.map((text) => (
              <dd key={text}>
                <Marked text={text} />
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  );
}
