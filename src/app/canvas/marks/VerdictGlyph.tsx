import type { JSX } from 'react';
import type { VerdictKind } from '../../../core/model/trace.ts';
import css from '../draw.module.css';

interface Props {
  readonly verdict: VerdictKind;
  readonly x: number;
  readonly y: number;
  /** Circle radius, and half the width of octagon and diamond. */
  readonly r: number;
}

/** Circle ✓, octagon ✕, diamond ?: three shapes that stay apart without colour. */
export function VerdictGlyph({ verdict, x, y, r }: Props): JSX.Element {
  return (
    <g transform={`translate(${x} ${y})`}>
      <g data-glyph={verdict} className={css.pop}>
        <g transform={`scale(${r / 8})`}>{shapes[verdict]}</g>
      </g>
    </g>
  );
}

const corner = (angle: number) => `${(8 * Math.cos(angle)).toFixed(2)},${(8 * Math.sin(angle)).toFixed(2)}`;
const octagon = Array.from({ length: 8 }, (_, i) => corner((Math.PI / 8) * (2 * i + 1))).join(' ');

const shapes = {
  allowed: (
    <>
      <circle className={css.glyphAllowed} r="8" />
      <path className={css.glyphMark} strokeWidth="1.8" d="M-3.4 .2l2.3 2.4 4.4 -4.9" />
    </>
  ),
  denied: (
    <>
      <polygon className={css.glyphDenied} points={octagon} />
      <path className={css.glyphMark} strokeWidth="1.9" d="M-2.9 -2.9l5.8 5.8m0 -5.8l-5.8 5.8" />
    </>
  ),
  undetermined: (
    <>
      <polygon className={css.glyphUndetermined} points="0,-8 8,0 0,8 -8,0" />
      <path
        className={css.glyphMark}
        strokeWidth="1.4"
        d="M-1.55 -1.3c0 -2.46 3.3 -2.46 3.3 -.33c0 1.23 -1.65 1.3 -1.65 2.46m0 2.05v.01"
      />
    </>
  ),
} satisfies Record<VerdictKind, JSX.Element>;
