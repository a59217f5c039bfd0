import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { callerSees, logSays, placeName, say } from '../content/locales/en.ts';
import { handoutWords as words } from '../content/locales/en/handout.ts';
import { learnWords } from '../content/locales/en/learn.ts';
import { requestWords } from '../core/model/naming.ts';
import type { Detail, Story } from '../core/model/story.ts';
import { canvasDrawing } from './diagram/canvasDrawing.ts';
import { Steps } from './handout/Steps.tsx';
import { useStore } from './store/store.ts';
import { Glyph } from './ui/Glyph.tsx';
import { Marked } from './ui/Marked.tsx';
import styles from './handout/Handout.module.css';

/** What is printed of the app: the canvas at this step, the verdict and the steps, in the light theme. */
export function startPrinting(): void {
  let clear = (): void => undefined;
  addEventListener('beforeprint', () => {
    clear();
    const { good, view, detail, suspense } = useStore.getState();
    const story = good?.evaluation.story ?? null;
    if (story === null || view === 'handout' || view === 'embed') return;
    const { dataset } = document.documentElement;
    const { theme } = dataset;
    dataset['theme'] = 'light';
    dataset['sheet'] = 'print';
    const box = document.createElement('div');
    box.dataset['print'] = '';
    document.body.append(box);
    const root = createRoot(box);
    // Before the browser lays out the pages.
    flushSync(() =>
      root.render(<Sheet story={story} title={good?.evaluation.scenario.title ?? ''} {...{ detail, suspense }} />),
    );
    clear = () => {
      dataset['theme'] = theme ?? 'light';
      delete dataset['sheet'];
      root.unmount();
      box.remove();
      clear = () => undefined;
    };
  });
  addEventListener('afterprint', () => clear());
}

interface SheetProps {
  story: Story;
  title: string;
  detail: Detail;
  /** The verdict is not to be told yet. */
  suspense: boolean;
}

function Sheet({ story, title, detail, suspense }: SheetProps) {
  const { request, verdict, caller, logs } = story.trace;
  const told = !suspense && story.veiled !== true;
  return (
    <div className={styles.sheet}>
      <p className={styles.number}>{title}</p>
      <h1>{request.title === '' ? requestWords(request) : request.title}</h1>
      {told && (
        <section>
          <p className={styles.head}>
            <Glyph verdict={verdict.kind} size={26} /> <strong>{learnWords[verdict.kind]}</strong>
          </p>
          <p>
            <Marked text={say(story.because)} />
          </p>
          <dl>
            <dt>{words.callerSees}</dt>
            <dd translate="no">{callerSees(caller)}</dd>
            <dt>{words.logSays}</dt>
            <dd translate="no">{logSays([...logs])}</dd>
          </dl>
        </section>
      )}
      <figure className={styles.still} aria-label={words.canvas} ref={drawCanvas} />
      <Steps story={story} detail={detail} label={words.steps} say={say} placeName={placeName} />
    </div>
  );
}

/** Into the page itself: a picture would not be loaded in time. */
function drawCanvas(figure: HTMLElement | null): void {
  const canvas = document.querySelector<HTMLElement>('[data-testid="canvas"]');
  if (figure === null || canvas === null) return;
  figure.replaceChildren(canvasDrawing(canvas).drawing);
}
