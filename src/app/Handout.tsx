import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { lessons } from '../content/lessons/lessons.ts';
import { placeName, say } from '../content/locales/en.ts';
import { handoutWords as words } from '../content/locales/en/handout.ts';
import { CanvasPane } from './CanvasPane.tsx';
import { AnswerRow, LessonPage } from './handout/LessonPage.tsx';
import { Steps } from './handout/Steps.tsx';
import { tell, type Told } from './handoutStills.ts';
import { useStore } from './store/store.ts';
import { Button } from './ui/Button.tsx';
import styles from './handout/Handout.module.css';

/** The whole course, to be printed. The stories are told and drawn one after the other by the same engine and canvas as on the screen. */
export function Handout() {
  const [told, setTold] = useState<readonly Told[]>([]);
  const stage = useRef<HTMLDivElement>(null);
  const shown = useStore((state) => state.lineage);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset['sheet'] = 'handout';
    return () => {
      delete dataset['sheet'];
    };
  }, []);
  useEffect(() => {
    let current = true;
    const tellAll = async (): Promise<void> => {
      for (const lesson of lessons) {
        const one = await tell(lesson, () => stage.current?.querySelector('[data-testid="canvas"]') ?? null);
        if (!current) return;
        setTold((before) => [...before, one]);
      }
    };
    void tellAll();
    return () => {
      current = false;
    };
  }, []);
  const ready = told.length === lessons.length;
  const home = `${location.origin}${location.pathname}`;
  return (
    <main className={styles.handout} data-handout aria-busy={!ready} data-app>
      <div className={styles.bar}>
        <p role="status">{ready ? words.ready : words.drawing(told.length + 1, lessons.length)}</p>
        <Button look="primary" disabled={!ready} onClick={() => print()}>
          {words.print}
        </Button>
      </div>
      <header className={styles.cover}>
        <h1>{words.title}</h1>
        <p>{words.lead}</p>
        <ol>
          {lessons.map(({ id, title }) => (
            <li key={id}>{title}</li>
          ))}
        </ol>
      </header>
      {lessons.map((lesson, index) => (
        <LessonPage
          key={lesson.id}
          lesson={lesson}
          number={index + 1}
          still={told[index]?.still ?? null}
          steps={<StepsOf told={told[index]} title={lesson.title} />}
          address={`${home}#lesson=${lesson.id}`}
        />
      ))}
      <section className={styles.answers}>
        <h2>{words.answers}</h2>
        <ol>
          {lessons.map((lesson, index) => {
            const story = told[index]?.whole ?? null;
            if (story === null) return null;
            const { kind } = story.trace.verdict;
            return (
              <AnswerRow
                key={lesson.id}
                lesson={lesson}
                number={index + 1}
                verdict={kind}
                because={say(story.because)}
              />
            );
          })}
        </ol>
      </section>
      {!ready && (
        <div ref={stage} className={styles.stage} aria-hidden="true" inert>
          <CanvasPane key={shown} />
        </div>
      )}
    </main>
  );
}

function StepsOf({ told, title }: { told: Told | undefined; title: string }) {
  if (told === undefined) return null;
  if (told.before === null) return <p>{words.failed(title)}</p>;
  return <Steps story={told.before} detail="story" label={words.steps} say={say} placeName={placeName} />;
}
