import { useState, type ReactNode } from 'react';
import { shellWords } from '../../content/locales/en/shell.ts';
import styles from './Sheet.module.css';

/** The side panel; on a phone a sheet at the bottom that can be pulled up over the canvas. */
export function Sheet({ children, className = '' }: { children: ReactNode; className?: string | undefined }) {
  const [tall, setTall] = useState(false);
  return (
    <aside className={`${className} ${styles.sheet} ${tall ? styles.tall : ''}`} aria-label={shellWords.details}>
      <button
        type="button"
        className={styles.grab}
        aria-expanded={tall}
        aria-label={shellWords.largerDetails}
        onClick={() => setTall(!tall)}
      />
      {children}
    </aside>
  );
}
