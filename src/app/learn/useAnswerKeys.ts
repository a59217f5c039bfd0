import { useEffect } from 'react';
import { useStore } from '../store/store.ts';

const elsewhere = 'dialog, textarea, select, input, [contenteditable=true], [contenteditable=""]';

/** The keys 1, 2, 3: they mean answers as long as there is a question, whatever they mean at other times. */
export function useAnswerKeys(count: number, onAnswer: (index: number) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const { key, target, ctrlKey, metaKey, altKey } = event;
      if (ctrlKey || metaKey || altKey || !useStore.getState().singleKeys || !/^[123]$/.test(key)) return;
      if (target instanceof Element && target.closest(elsewhere) !== null) return;
      event.preventDefault();
      if (Number(key) <= count) onAnswer(Number(key) - 1);
    };
    addEventListener('keydown', listen, { capture: true });
    return () => removeEventListener('keydown', listen, { capture: true });
  }, [count, onAnswer]);
}
