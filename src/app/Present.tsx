import { lazy, type ReactNode, Suspense, useRef } from 'react';
import { presentWords } from '../content/locales/en/present.ts';
import { verdictWords } from '../content/locales/en/verdictWords.ts';
import { callerSees, placeName, say } from '../content/locales/en.ts';
import { frameById, nearestVisible, stepNumbers, visibleFrames } from '../core/story/playhead.ts';
import type { Story } from '../core/model/story.ts';
import { CanvasPane } from './CanvasPane.tsx';
import { Caption } from './present/Caption.tsx';
import { WallControls } from './present/WallControls.tsx';
import { useNotes } from './notes/useNotes.ts';
import { Narrator } from './shell/Narrator.tsx';
import { Pane } from './shell/Pane.tsx';
import { markBusy } from './store/ask.ts';
import { useStore } from './store/store.ts';
import { useFocusAtFirst } from './ui/useFocusAtFirst.ts';
import styles from './present/Present.module.css';

const LearnWall = lazy(async () => ({ default: (await import('./learn/wall/LearnWall.tsx')).LearnWall }));

/** One idea on a wall: the hop that is played, and its sentence, to be read from the last row. */
export function Present({ children }: { children: ReactNode }) {
  useNotes();
  const main = useRef<HTMLElement>(null);
  useFocusAtFirst(main);
  const learning = useStore((state) => state.lesson !== null);
  const blank = useStore((state) => state.blank);
  const story = useStore((state) => state.good?.evaluation.story ?? null);
  return (
    <div className={styles.present} ref={markBusy} data-app data-view="present">
      <h1 className="sr">Hopwise</h1>
      <main ref={main} tabIndex={-1} className={styles.canvas} aria-label={presentWords.wall}>
        <Pane name="Canvas">
          <CanvasPane lens="wall" />
        </Pane>
      </main>
      {story !== null && <Words story={story} />}
      {learning && (
        <Suspense>
          <LearnWall />
        </Suspense>
      )}
      <WallControls />
      <Narrator say={say} />
      {children}
      {blank && <div className={styles.blank} data-blank aria-hidden="true" />}
    </div>
  );
}

function Words({ story }: { story: Story }) {
  const frameId = useStore((state) => state.frame);
  const detail = useStore((state) => state.detail);
  const suspense = useStore((state) => state.suspense);
  if (frameId === null) return null;
  const frame = frameById(story, nearestVisible(story, frameId, detail));
  const hop = story.hops[frame?.hop ?? -1];
  if (frame === null || frame === undefined) return null;
  const { kind } = story.trace.verdict;
  // Before a prediction nobody knows.
  const decided = frame.id === story.verdictFrame && !suspense && story.veiled !== true;
  return (
    <Caption
      where={hop === undefined ? null : placeName(hop)}
      number={stepNumbers(story, detail).get(frame.id) ?? 1}
      of={visibleFrames(story, detail).length}
      sentence={say(frame.long)}
      verdict={decided ? { kind, word: verdictWords[kind], because: say(story.because) } : null}
      callerSees={decided && kind !== 'undetermined' ? callerSees(story.trace.caller) : null}
    />
  );
}
