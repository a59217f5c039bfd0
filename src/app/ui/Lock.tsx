import styles from './icons.module.css';

export type LockState = 'closed' | 'half' | 'open';

/** Closed = mTLS, half = permissive, open = plaintext. A fact, not a verdict: never coloured. Drawn around (0, 0). */
export function LockShape({ state }: { state: LockState }) {
  return (
    <g fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round">
      <path
        d={
          state === 'open'
            ? 'M-2.6 -1V-3.6a2.6 2.6 0 0 1 4.9 -1.2'
            : `M-2.6 -1V-3a2.6 2.6 0 0 1 5.2 0${state === 'closed' ? 'v2' : ''}`
        }
      />
      <rect
        x="-4.2"
        y="-1"
        width="8.4"
        height="6.2"
        rx="1.4"
        {...(state === 'open' ? {} : { fill: 'currentColor', stroke: 'none' })}
      />
    </g>
  );
}

/** The lock as a 9 × 12 icon in running text. */
export function Lock({ state, title }: { state: LockState; title?: string }) {
  return (
    <svg
      className={styles.lock}
      width="12"
      height="14"
      viewBox="-6 -7 12 14"
      role={title === undefined ? undefined : 'img'}
      aria-label={title}
      aria-hidden={title === undefined}
    >
      <LockShape state={state} />
    </svg>
  );
}
