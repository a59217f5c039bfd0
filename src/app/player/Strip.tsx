import { useEffect, useRef } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import type { VisibleHop } from '../../core/story/playhead.ts';
import { beforePaint } from '../ui/beforePaint.ts';
import styles from './Strip.module.css';

export interface StripProps {
  hops: readonly VisibleHop[];
  currentHop: number;
  children: ReactNode;
}

/** From here on columns get room (150 px) and the strip scrolls sideways. */
const roomyHops = 6;
const roomySteps = 4;
/** A hop has a column of its list for so many steps, and another one beside it for those that follow. */
const rows = 3;
/** With more columns than that, rows move closer together before the strip has to scroll. */
const looseColumns = 5;

/** The columns that the timeline and the step list share, one per hop; keeps the current hop in view. */
export function Strip({ hops, currentHop, children }: StripProps) {
  const strip = useRef<HTMLDivElement>(null);

  useEffect(() => beforePaint(() => keepInView(strip.current, currentHop)), [currentHop, hops]);

  const roomy = hops.length > roomyHops || hops.some((hop) => hop.frames.length > roomySteps);
  const lists = hops.reduce((sum, { frames }) => sum + Math.max(1, Math.ceil(frames.length / rows)), 0);
  const style: CSSProperties & Record<`--${string}`, string | number> = {
    '--hops': hops.length,
    // Where only the timeline is shown, ticks are evenly spaced.
    '--ticks': hops.map(({ frames }) => `minmax(${frames.length * 26}px, ${frames.length}fr)`).join(' '),
  };
  return (
    <div className={styles.scroll} ref={strip}>
      <div
        className={styles.columns}
        style={style}
        data-roomy={roomy || undefined}
        data-tight={(!roomy && lists > looseColumns) || undefined}
      >
        {children}
      </div>
    </div>
  );
}

function keepInView(box: HTMLElement | null, hop: number): void {
  const column = box?.querySelector<HTMLElement>(`[data-hop="${hop}"]`);
  if (box == null || column == null || box.scrollWidth <= box.clientWidth) return;
  const frame = box.getBoundingClientRect();
  const place = column.getBoundingClientRect();
  const margin = 24;
  // `scrollIntoView` would also scroll the page around the player.
  if (place.left < frame.left + margin) box.scrollLeft -= frame.left + margin - place.left;
  else if (place.right > frame.right - margin) box.scrollLeft += place.right - frame.right + margin;
}
