import { lazy, Suspense } from 'react';
import { useAtRest } from './atRest.ts';
import type { DialogsProps } from './Dialogs.tsx';
import { useStore } from './store/store.ts';

const load = () => import('./Dialogs.tsx');
const Dialogs = lazy(async () => ({ default: (await load()).Dialogs }));
const loadAll = async () => (await load()).loadDialogs();

/** The one dialog that is open, if any. All of them are fetched when the page has come to rest. */
export function DialogPane(props: DialogsProps) {
  const shown = useStore((state) => state.good !== null);
  const asked = useStore((state) => state.dialog !== null);
  useAtRest(shown, loadAll);
  return asked ? (
    <Suspense>
      <Dialogs {...props} />
    </Suspense>
  ) : null;
}
