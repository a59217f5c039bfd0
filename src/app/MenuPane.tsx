import { lazy, Suspense, useEffect } from 'react';
import type { CommandHost } from './commands/registry.ts';
import { useStore } from './store/store.ts';

const load = () => import('./menu/MenuLayer.tsx');
const MenuLayer = lazy(async () => ({ default: (await load()).MenuLayer }));
/** Long enough after the first story that nothing of it waits for this. */
const rest = 1500;

/** Fetched when the page has come to rest, or with the first menu. */
export function MenuPane({ host }: { host: CommandHost }) {
  const asked = useStore((state) => state.menu !== null || state.connecting !== null);
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), rest);
    return () => clearTimeout(timer);
  }, []);
  return asked ? (
    <Suspense>
      <MenuLayer host={host} />
    </Suspense>
  ) : null;
}
