import { lazy, Suspense, useEffect } from 'react';
import { openPastedLink } from './share/openLink.ts';
import type { BrokenLinkProps } from './shell/BrokenLink.tsx';
import { useStore } from './store/store.ts';

const load = {
  present: () => import('./Present.tsx'),
  broken: () => import('./shell/BrokenLink.tsx'),
} as const;

/** The wall. Not on the first screen: a chunk of its own. */
export const Present = lazy(async () => ({ default: (await load.present()).Present }));
const Broken = lazy(async () => ({ default: (await load.broken()).BrokenLink }));

/** In the place of a document that did not arrive. */
export function BrokenView({ broken }: Pick<BrokenLinkProps, 'broken'>) {
  return (
    <Suspense>
      <Broken broken={broken} onPaste={openPastedLink} />
    </Suspense>
  );
}

/** Long enough after the first story that nothing of it waits for this. */
const rest = 1500;

/** Fetches them when the page has come to rest: they are there when there is no network any more. */
export function useOtherViews(): void {
  const shown = useStore((state) => state.good !== null);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => Object.values(load).forEach((each) => void each().catch(() => undefined)), rest);
    return () => clearTimeout(timer);
  }, [shown]);
}
