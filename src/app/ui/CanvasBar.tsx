import type { ReactNode } from 'react';
import styles from './CanvasBar.module.css';

/** A bar that stands above the canvas as long as something holds: what that is, and the ways out. It takes its room from the canvas, and covers none of it. */
export function CanvasBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className={styles.bar} aria-label={label}>
      {children}
    </section>
  );
}
