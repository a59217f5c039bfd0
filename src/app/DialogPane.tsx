import { lazy, Suspense, useEffect } from 'react';
import type { DialogsProps } from './Dialogs.tsx';
import { useStore } from './store/store.ts';

const load = () => import('./Dialogs.tsx');
const Dialogs = lazy(async () => ({ default: (await load()).Dialogs }));
/** Long enough after the first story that nothing of it waits for this. */
const rest = 1500;

/** The one dialog that is open, if any. All of them are fetched when the page has come to rest. */
export function DialogPane(props: DialogsProps) {
  const shown = useStore((state) => state.good !== null);
  const asked = useStore((state) => state.dialog !== null);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => {
      load().then(
        ({ loadDialogs }) => loadDialogs(),
        () => undefined,
      );
    }, rest);
    return () => clearTimeout(timer);
  }, [shown]);
  return asked ? (
    <Suspense>
      <Dialogs {...props} />
    </Suspense>
  ) : null;
}
