import { useState, type ReactNode } from 'react';
import styles from './Sheet.module.css';

/** The side panel; on a phone a sheet at the bottom that can be pulled up over the canvas. */
export function Sheet({ children, className = '' }: { children: ReactNode; className?: string | undefined }) {
  const [tall, setTall] = useState(false);
  return (
    <aside className={`${className} ${styles.sheet} ${tall ? styles.tall : ''}`} aria-label="Details">
      <button
        type="button"
        className={styles.grab}
        aria-expanded={tall}
        aria-label="Larger details"
        onClick={() => setTall(!tall)}
      />
      {children}
    </aside>
  );
}
