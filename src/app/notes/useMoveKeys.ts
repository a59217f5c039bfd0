import { useEffect } from 'react';
import type { Wish } from './message.ts';

const wishes: Readonly<Record<string, Wish>> = {
  PageDown: 'next',
  PageUp: 'back',
  ArrowRight: 'next',
  ArrowLeft: 'back',
  b: 'blank',
};

/** A presenter's remote, and the arrow keys, move the wall from here, too; in a field only the remote does. */
export function useMoveKeys(want: (wish: Wish) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const { key, target, ctrlKey, metaKey, altKey } = event;
      const wish = wishes[key];
      if (wish === undefined || ctrlKey || metaKey || altKey) return;
      if (target instanceof HTMLInputElement && !key.startsWith('Page')) return;
      event.preventDefault();
      want(wish);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [want]);
}
