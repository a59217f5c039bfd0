import { lazy, Suspense } from 'react';
import { useAtRest } from './atRest.ts';
import { openPastedLink } from './share/openLink.ts';
import type { BrokenLinkProps } from './shell/BrokenLink.tsx';
import { useStore } from './store/store.ts';

const load = {
  present: () => import('./Present.tsx'),
  broken: () => import('./shell/BrokenLink.tsx'),
  print: () => import('./PrintSheet.tsx'),
} as const;

/** The wall. Not on the first screen: a chunk of its own. */
export const Present = lazy(async () => ({ default: (await load.present()).Present }));
const Salvaged = lazy(async () => ({ default: (await import('./share/Salvaged.tsx')).Salvaged }));
const Broken = lazy(async () => ({ default: (await load.broken()).BrokenLink }));

/** The course to be printed. */
export const Handout = lazy(async () => ({ default: (await import('./Handout.tsx')).Handout }));

/** What the presenter reads, in a window of its own. */
export const NotesPage = lazy(async () => ({ default: (await import('./notes/NotesWindow.tsx')).NotesWindow }));

/** In the place of a document that did not arrive. What can still be read of it comes after it. */
export function BrokenView({ broken }: Pick<BrokenLinkProps, 'broken'>) {
  return (
    <Suspense>
      <Broken broken={broken} onPaste={openPastedLink}>
        {broken.fragment !== undefined && <Salvaged fragment={broken.fragment} />}
      </Broken>
    </Suspense>
  );
}

let printing = false;

/** Fetches them when the page has come to rest: they are there when there is no network any more. */
export function useOtherViews(): void {
  useAtRest(
    useStore((state) => state.good !== null),
    loadOthers,
  );
}

async function loadOthers(): Promise<void> {
  const [{ startPrinting }] = await Promise.all([load.print(), load.present(), load.broken()]);
  // What is printed must be at hand when the browser asks for it.
  if (!printing) startPrinting();
  printing = true;
}
