import { lazy, Suspense } from 'react';
import { useAtRest } from './atRest.ts';
import type { CommandHost } from './commands/registry.ts';
import { useStore } from './store/store.ts';

const load = () => import('./menu/MenuLayer.tsx');
const MenuLayer = lazy(async () => ({ default: (await load()).MenuLayer }));

/** Fetched when the page has come to rest, or with the first menu. */
export function MenuPane({ host }: { host: CommandHost }) {
  const asked = useStore((state) => state.menu !== null || state.connecting !== null);
  useAtRest(
    useStore((state) => state.good !== null),
    load,
  );
  return asked ? (
    <Suspense>
      <MenuLayer host={host} />
    </Suspense>
  ) : null;
}
