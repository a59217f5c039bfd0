import type { JSX } from 'react';
import css from '../draw.module.css';

export type LockKind = 'closed' | 'half' | 'open';

// From the lock's own place on.
const shackles = {
  closed: 'm-2.6 -1v-2a2.6 2.6 0 0 1 5.2 0v2',
  half: 'm-2.6 -1v-2a2.6 2.6 0 0 1 5.2 0',
  open: 'm-2.6 -1v-2.6a2.6 2.6 0 0 1 4.9 -1.2',
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
  // Written out where it stands, as edges have hundreds: a `transform` of its own makes each a layer to be sorted.
  const place = scale === 1 ? { x, y } : { x: 0, y: 0 };
  return (
    <g
      className={`${css.lock} ${onTrail ? css.lockOn : ''}`}
      transform={scale === 1 ? undefined : `translate(${x} ${y}) scale(${scale})`}
      data-lock={kind}
    >
      <path d={`M${place.x} ${place.y}${shackles[kind]}`} />
      <rect
        className={kind === 'open' ? undefined : css.lockBody}
        x={place.x - 4.2}
        y={place.y - 1}
        width="8.4"
        height="6.2"
        rx="1.4"
      />
    </g>
  );
}
