import { useStoreApi } from '@xyflow/react';
import { type RefObject, useCallback, useEffect } from 'react';

/** How much small text grows, so that it keeps its floor of 12 px while the mesh is zoomed out a little. */
function growthAt(zoom: number): number {
  return Math.round(Math.max(1, Math.min(1.16, 1 / zoom)) * 50) / 50;
}

/**
 * Keeps `--k` of the canvas true to the zoom, past React, for nothing else is drawn anew; not while the canvas moves, as
 * every text would be laid out again in every frame. Returns what is to be called when a movement has ended.
 */
export function useSmallText(root: RefObject<HTMLElement | null>): () => void {
  const store = useStoreApi();
  const fit = useCallback((): void => {
    const element = root.current;
    if (element === null || element.hasAttribute('data-moving')) return;
    element.style.setProperty('--k', String(growthAt(store.getState().transform[2])));
  }, [root, store]);
  useEffect(() => {
    fit();
    return store.subscribe(fit);
  }, [fit, store]);
  return fit;
}
