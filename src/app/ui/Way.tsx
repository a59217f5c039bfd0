import type { ReactNode } from 'react';
import { ChevronRightIcon } from './icons.tsx';
import styles from './Way.module.css';

export interface WayProps {
  /** What would be done. */
  sentences: ReactNode;
  /** How far it reaches. */
  radius: string;
  open: boolean;
  onToggle: () => void;
  /** All of it, while it is open. */
  children: ReactNode;
}

/** One of several edits that can be made: its sentences, and unfolded what it writes and changes. */
export function Way({ sentences, radius, open, onToggle, children }: WayProps) {
  return (
    <li className={styles.way} data-open={open}>
      <button type="button" className={styles.head} aria-expanded={open} onClick={onToggle}>
        <ChevronRightIcon />
        <span className={styles.sentences}>{sentences}</span>
        <span className={styles.radius}>{radius}</span>
      </button>
      {open && <div className={styles.body}>{children}</div>}
    </li>
  );
}
