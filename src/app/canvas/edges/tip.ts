import type { Point } from '../layout/rect.ts';

/** Where an edge ends, and which way it goes there, in degrees. */
export interface End {
  readonly at: Point;
  readonly angle: number;
}

// Written out in the drawing's own coordinates: with an attribute `transform` of its own, each of hundreds of marks would
// be a layer to be sorted in every frame in which the canvas moves.

/** The three corners of an arrow that goes the edge's way. */
export function arrow(end: End, focused: boolean): string {
  const [back, half] = focused ? [-3, 6] : [0, 4];
  return [
    [back, -half],
    [7, 0],
    [back, half],
  ]
    .map(([x = 0, y = 0]) => written(turned(end, x, y)))
    .join(' ');
}

/** A bar across the edge, with rounded corners, as a path. */
export function bar(end: End, focused: boolean): string {
  const [width, half] = focused ? [5, 9] : [3.5, 5.5];
  const r = 1.75;
  const at = (x: number, y: number): string => written(turned(end, x, y));
  const round = `A${r} ${r} 0 0 1 `;
  return [
    `M${at(r, -half)}`,
    `L${at(width - r, -half)}`,
    `${round}${at(width, r - half)}`,
    `L${at(width, half - r)}`,
    `${round}${at(width - r, half)}`,
    `L${at(r, half)}`,
    `${round}${at(0, half - r)}`,
    `L${at(0, r - half)}`,
    `${round}${at(r, -half)}Z`,
  ].join('');
}

function turned({ at, angle }: End, x: number, y: number): Point {
  const rad = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(rad), Math.sin(rad)];
  return { x: at.x + x * cos - y * sin, y: at.y + x * sin + y * cos };
}

const written = ({ x, y }: Point): string => `${x.toFixed(1)},${y.toFixed(1)}`;
