import type { JSX } from 'react';
import css from '../draw.module.css';

export type LockKind = 'closed' | 'half' | 'open';

const shackles = {
  closed: 'M-2.6 -1V-3a2.6 2.6 0 0 1 5.2 0v2',
  half: 'M-2.6 -1V-3a2.6 2.6 0 0 1 5.2 0',
  open: 'M-2.6 -1V-3.6a2.6 2.6 0 0 1 4.9 -1.2',
} satisfies Record<LockKind, string>;

interface Props {
  readonly kind: LockKind;
  readonly x: number;
  readonly y: number;
  readonly scale?: number;
  readonly onTrail?: boolean;
}

/** Closed = mTLS, half = both are taken, open = plaintext: a fact, not a verdict, so it has no colour of its own. */
export function Lock({ kind, x, y, scale = 1, onTrail = false }: Props): JSX.Element {
  return (
    <g
      className={`${css.lock} ${onTrail ? css.lockOn : ''}`}
      transform={`translate(${x} ${y}) scale(${scale})`}
      data-lock={kind}
    >
      <path d={shackles[kind]} />
      <rect className={kind === 'open' ? undefined : css.lockBody} x="-4.2" y="-1" width="8.4" height="6.2" rx="1.4" />
    </g>
  );
}
