import { useEffect } from 'react';
import { useStore } from '../store/store.ts';
import styles from './Hints.module.css';

/** The first-visit hint beside a thing. All of them go for good with the first action of any kind. */
export function Hint({ at, children }: { at: 'canvas' | 'player' | 'yaml'; children: string }) {
  // A lesson says itself what there is to do.
  const dismissed = useStore((state) => state.hintsDismissed || state.lesson !== null);
  if (dismissed) return null;
  return (
    <p className={`${styles.hint} ${styles[at]}`} data-hint={at}>
      {children}
    </p>
  );
}

const actions = ['pointerdown', 'keydown', 'wheel', 'drop'] as const;

export function useHintDismissal(): void {
  useEffect(() => {
    const dismiss = (): void => {
      if (!useStore.getState().hintsDismissed) useStore.setState({ hintsDismissed: true });
    };
    for (const action of actions) addEventListener(action, dismiss, { capture: true, passive: true });
    return () => {
      for (const action of actions) removeEventListener(action, dismiss, { capture: true });
    };
  }, []);
}
