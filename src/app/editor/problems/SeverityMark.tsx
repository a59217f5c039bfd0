import type { ReactElement } from 'react';
import type { Severity } from '../../../core/model/diagnostic.ts';
import styles from './ProblemList.module.css';

/** A shape for each severity: the word stands beside it. */
const shapes = {
  error: <path d="M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM5.8 5.8l4.4 4.4m0-4.4-4.4 4.4" />,
  warning: <path d="M8 2.5 14 13H2zM8 6.5v3M8 11.2v.01" />,
  hint: <path d="M8 2a4 4 0 0 0-2.2 7.3V11h4.4V9.3A4 4 0 0 0 8 2ZM6.4 13.5h3.2" />,
} as const satisfies Record<Severity, ReactElement>;

export function SeverityMark({ severity }: { severity: Severity }) {
  return (
    <svg className={styles.mark} width={14} height={14} viewBox="0 0 16 16" aria-hidden="true" data-severity={severity}>
      {shapes[severity]}
    </svg>
  );
}
