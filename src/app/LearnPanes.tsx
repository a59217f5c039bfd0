import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { useAtRest } from './atRest.ts';
import { startOwn } from './store/lesson.ts';
import { useStore } from './store/store.ts';

const load = () => import('./learn/LearnPane.tsx');
const Lazy = lazy(async () => ({ default: (await load()).LearnPane }));

const wide = '(min-width: 1120px)';
const onWidth = (changed: () => void): (() => void) => {
  const query = matchMedia(wide);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
};

/** Where there is room for a panel beside the canvas. */
export function useWide(): boolean {
  return useSyncExternalStore(onWidth, () => matchMedia(wide).matches);
}

/** The task in the place of the outline, the question under the canvas, or what is known before its answer. */
export function LearnPane({ part }: { part: 'task' | 'question' | 'known' }) {
  return (
    <Suspense>
      <Lazy part={part} />
    </Suspense>
  );
}

/** A document that holds a challenge opens as one, each time that it is opened. */
export function useChallenges(): void {
  useEffect(() => {
    let seen: number | null = null;
    return useStore.subscribe(({ good, lesson, view }) => {
      if (good === null || lesson !== null || view === 'embed' || good.version.lineage === seen) return;
      seen = good.version.lineage;
      if (good.evaluation.scenario.challenge !== null) startOwn(good.version.document);
    });
  }, []);
}

/** Fetches lessons when the page has come to rest: they are there when there is no network any more. */
export function useLessonsAhead(): void {
  useAtRest(
    useStore((state) => state.good !== null),
    load,
  );
}
