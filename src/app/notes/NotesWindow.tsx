import { useEffect } from 'react';
import { notesWords as words } from '../../content/locales/en/notesWindow.ts';
import { lessons } from '../../content/lessons/lessons.ts';
import { Marked } from '../ui/Marked.tsx';
import { Moves } from './Moves.tsx';
import styles from './Notes.module.css';
import { Poll } from './Poll.tsx';
import { Say } from './Say.tsx';
import { useMoveKeys } from './useMoveKeys.ts';
import { useWall } from './useWall.ts';

/** What the trainer reads while the class sees the wall: nobody else sees this window, so it may tell how things end. */
export function NotesWindow({ wall }: { wall: string }) {
  const { now, isThere, want, count } = useWall(wall);
  useMoveKeys(want);
  useEffect(() => {
    document.title = words.title;
  }, []);
  const lesson = lessons.find(({ id }) => id === now?.lesson?.id) ?? null;
  const taken = now?.lesson ?? null;
  const state = isThere
    ? now?.blank === true
      ? words.isBlank
      : words.inStep
    : now === null
      ? words.waiting
      : words.gone;
  return (
    <main className={styles.window} aria-labelledby="notes-title" data-app data-view="notes">
      <header className={styles.head}>
        <h1 id="notes-title">{words.title}</h1>
        <p role="status" data-there={isThere}>
          {state}
        </p>
        {now !== null && <Moves now={now} want={want} />}
      </header>
      {now?.step != null && (
        <section className={styles.part} aria-label={words.onWall}>
          <h2>
            {words.onWall} <span>{words.stepOf(now.step.number, now.step.of, now.step.place)}</span>
          </h2>
          <p>
            <Marked text={now.step.sentence} />
          </p>
          <h3>{words.nextStep}</h3>
          <p>{now.step.next === null ? words.lastStep : <Marked text={now.step.next} />}</p>
        </section>
      )}
      {lesson !== null && taken !== null && (
        <>
          <Poll key={lesson.id} lesson={lesson} taken={taken} onCount={count} />
          <Say lesson={lesson} />
        </>
      )}
      {now !== null && lesson === null && <p className={styles.part}>{words.noLesson}</p>}
      {now !== null && <p className={styles.part}>{words.keys}</p>}
    </main>
  );
}
