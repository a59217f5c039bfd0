import type { CSSProperties } from 'react';
import { paneNames, type PaneSizes } from '../store/paneSizes.ts';

/** Sizes that somebody chose, for the grid; what nobody chose is as the grid has it. */
export function paneStyle(sizes: PaneSizes): CSSProperties {
  const pixels = (size: number | null): string | undefined => (size === null ? undefined : `${size}px`);
  return { '--outline': pixels(sizes.outline), '--side': pixels(sizes.side), '--yaml': pixels(sizes.yaml) };
}

/** Names of what is folded away, for the style sheet. */
export function foldedPanes(sizes: PaneSizes): string {
  return paneNames.filter((name) => sizes[name] === 0).join(' ');
}
