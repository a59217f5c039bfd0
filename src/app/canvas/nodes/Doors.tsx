import type { JSX } from 'react';
import css from '../draw.module.css';
import { metrics } from '../layout/metrics.ts';
import type { Door } from './view.ts';

interface Props {
  readonly doors: readonly Door[];
  readonly width: number;
  readonly height: number;
  /** A policy is attached: in-doors have a leaf. */
  readonly leaf: boolean;
}

const { shell, doorway } = metrics.node;

/** Openings cut through the shell. A gap without a leaf is open by default. */
export function Doors({ doors, width, height, leaf }: Props): JSX.Element {
  return (
    <>
      {doors.map(({ side, kind }) => {
        const level = side === 'left' || side === 'right';
        const x = side === 'left' ? 0 : side === 'right' ? width - shell : (width - doorway) / 2;
        const y = side === 'top' ? 0 : side === 'bottom' ? height - shell : (height - doorway) / 2;
        return (
          <g key={`${side} ${kind}`} data-door={kind} data-leaf={leaf && kind === 'in'}>
            <rect
              className={css.doorway}
              x={x}
              y={y}
              width={level ? shell : doorway}
              height={level ? doorway : shell}
            />
            {leaf && kind === 'in' && (
              <rect
                className={css.leaf}
                x={level ? x + 2 : x}
                y={level ? y : y + 2}
                width={level ? 4 : doorway}
                height={level ? doorway : 4}
                rx="1.5"
              />
            )}
          </g>
        );
      })}
    </>
  );
}
