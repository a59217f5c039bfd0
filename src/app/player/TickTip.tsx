import { useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { Marked } from '../ui/Marked.tsx';
import styles from './TickTip.module.css';

export interface TickTipProps {
  anchor: () => HTMLElement | undefined;
  step: number;
  sentence: string;
}

/** Names the tick under the pointer. In the body: the strip that scrolls would cut it off. */
export function TickTip({ anchor, step, sentence }: TickTipProps) {
  const tip = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const box = tip.current;
    const tick = anchor()?.getBoundingClientRect();
    if (box === null || tick === undefined) return;
    const middle = tick.left + tick.width / 2;
    const left = Math.min(Math.max(middle - box.offsetWidth / 2, 8), window.innerWidth - box.offsetWidth - 8);
    box.style.left = `${left}px`;
    box.style.top = `${tick.top - box.offsetHeight}px`;
  });

  return createPortal(
    <div className={styles.tip} ref={tip} role="tooltip">
      <strong>{step}</strong>
      <span>
        <Marked text={sentence} />
      </span>
    </div>,
    document.body,
  );
}
