import { useEffect, useState } from 'react';
import { broughtLast, forgetBrought } from '../store/ownYaml.ts';
import { useStore } from '../store/store.ts';
import { readBrought, type Reading } from './readBrought.ts';

export type ReadState =
  | { readonly kind: 'reading'; readonly done: number }
  | { readonly kind: 'read'; readonly reading: Reading }
  | { readonly kind: 'failed' };

/** Reads what was brought while the dialog is there; when it goes, the reading stops. */
export function useReading(): ReadState {
  const [state, setState] = useState<ReadState>({ kind: 'reading', done: 0 });
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const onProgress = (done: number): void => {
      if (!signal.aborted) setState({ kind: 'reading', done });
    };
    readBrought(broughtLast(), { base: useStore.getState().document, signal, onProgress })
      .then((reading) => {
        if (reading === null) return;
        forgetBrought();
        setState({ kind: 'read', reading });
      })
      .catch(() => {
        if (!signal.aborted) setState({ kind: 'failed' });
      });
    return () => stop.abort();
  }, []);
  return state;
}
