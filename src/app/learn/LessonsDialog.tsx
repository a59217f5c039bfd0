import { useRef, useState } from 'react';
import { learnWords as words } from '../../content/locales/en/learn.ts';
import { wallWords } from '../../content/locales/en/wall.ts';
import { makeWords } from '../../content/locales/en/make.ts';
import { lessons } from '../../content/lessons/lessons.ts';
import { startLesson } from '../store/lesson.ts';
import { togglePresent } from '../store/view.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { saveFile } from '../ui/saveFile.ts';
import { Labs } from './Labs.tsx';
import { editChallenge } from './make/edit.ts';
import { lessonToTake, merge, readProgress, useProgress, writeProgress } from './progress.ts';
import styles from './LessonsDialog.module.css';

/** All lessons with what each is about; the one that is being taken has the focus, else the next one. */
export function LessonsDialog({ onClose }: { onClose: () => void }) {
  const { done, isKept } = useProgress();
  const [message, setMessage] = useState('');
  const taken = useStore((state) => state.lesson?.id ?? null);
  const isTaking = taken !== null;
  const own = useStore(({ lesson }) => (lesson?.source == null ? null : lesson.own));
  const chooser = useRef<HTMLInputElement>(null);
  const next = lessonToTake(done);
  const first = lessons.find(({ id }) => id === taken) ?? next;
  const take = async (file: File | undefined): Promise<void> => {
    const read = file === undefined || file.size > 100_000 ? null : readProgress(await file.text());
    if (read !== null) merge(read);
    setMessage(read === null ? words.notProgress : words.imported(Object.keys(read).length));
  };
  const solved = lessons.filter(({ id }) => done[id] === 'solved').length;
  return (
    <Dialog title={words.title} wide onClose={onClose}>
      <p className={styles.lead}>{words.lead}</p>
      <ol className={styles.list}>
        {lessons.map(({ id, title, idea }, index) => (
          <li key={id}>
            <button
              type="button"
              className={styles.lesson}
              data-first={id === first?.id ? true : undefined}
              aria-current={id === taken ? 'true' : undefined}
              data-lesson={id}
              onClick={() => startLesson(id)}
            >
              <span className={styles.number}>{index + 1}</span>
              <span className={styles.what}>
                <b>{title}</b>
                <span>{idea}</span>
              </span>
              <State how={done[id] ?? (id === next?.id ? 'next' : null)} />
            </button>
          </li>
        ))}
      </ol>
      <section className={styles.own}>
        <p>{wallWords.courseLead}</p>
        <Button
          look="line"
          onClick={() => {
            startLesson(next?.id ?? '');
            if (useStore.getState().view !== 'present') togglePresent();
          }}
        >
          {wallWords.course}
        </Button>
      </section>
      <Labs />
      {!isTaking && (
        <section className={styles.own}>
          <p>{makeWords.offer}</p>
          <Button look="line" onClick={() => useStore.setState({ dialog: { kind: 'make' } })}>
            {makeWords.open}
          </Button>
        </section>
      )}
      {own !== null && (
        <section className={styles.own}>
          <p>{makeWords.editOffer}</p>
          <Button look="line" onClick={() => editChallenge(own)}>
            {makeWords.editOpen}
          </Button>
        </section>
      )}
      <footer className={styles.foot}>
        <p>
          <b>{words.progress(solved, lessons.length)}</b> {isKept ? words.kept : words.notKept}
        </p>
        <p role="status">{message}</p>
        <Button
          look="line"
          onClick={() =>
            saveFile(new Blob([writeProgress(done)], { type: 'application/json' }), 'hopwise-progress.json')
          }
        >
          {words.exportFile}
        </Button>
        <Button look="line" onClick={() => chooser.current?.click()}>
          {words.importFile}
        </Button>
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".json,application/json"
          onChange={({ target }) => {
            void take(target.files?.[0]);
            target.value = '';
          }}
        />
      </footer>
    </Dialog>
  );
}

function State({ how }: { how: 'solved' | 'seen' | 'next' | null }) {
  if (how === null) return null;
  return (
    <span className={styles.state}>
      {how === 'solved' && <Glyph verdict="allowed" />}
      {words[how]}
    </span>
  );
}
