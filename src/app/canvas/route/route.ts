import { holds, inflate, type Point, type Rect, union } from '../layout/rect.ts';
import { candidates, type Ends, type Route } from './candidates.ts';
import { type Line, lengthOf, segmentLength } from './line.ts';
import { isCovered, type Obstacles } from './obstacles.ts';

export interface Surroundings extends Ends {
  /** Owners whose obstacles are none for this edge. */
  readonly ids: { readonly from: string; readonly to: string };
  readonly obstacles: Obstacles;
  /** Where other edges run already. */
  readonly busy: Traffic;
}

/** Cells of the canvas that an edge runs through. */
export type Traffic = ReadonlySet<number>;

const cell = 12;
const perCovered = 120;
const perShared = 8;
const atBox = 6;
const atDoors = 40;

/** The best way for an edge: over nothing if there is such a way, then short, simple and apart from other edges. */
export function route(around: Surroundings): Route | null {
  const { from, to, end, open } = around;
  const target = open ? union([to, { x: end.x, y: end.y - 30, width: 1, height: 60 }]) : to;
  const own = [inflate(from, -5), inflate(target, -5)];
  let best: Route | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const group of candidates(around)) {
    for (const candidate of group()) {
      const floor = lengthOf(candidate.line) + candidate.penalty;
      if (floor >= least) continue;
      const cost = floor + trouble(candidate.line, own, around, least - floor);
      if (cost < least) [best, least] = [candidate, cost];
    }
    // Groups come in the order of preference: an untroubled way is not looked past.
    if (best !== null && least < lengthOf(best.line) + best.penalty + perCovered / 2) return best;
  }
  return best;
}

/** Points of a line that lie in something, or on another edge away from the doors they share. */
function trouble(line: Line, own: readonly Rect[], { ids, obstacles, busy }: Surroundings, limit: number): number {
  const [first, last] = [line[0], line.at(-1)];
  if (first === undefined || last === undefined) return 0;
  let cost = 0;
  for (const point of line) {
    const near = Math.min(segmentLength(point, first), segmentLength(point, last));
    if (near < atBox) continue;
    if (isCovered(obstacles, point, ids.from, ids.to) || own.some((rect) => holds(rect, point))) cost += perCovered;
    else if (near >= atDoors && busy.has(cellOf(point))) cost += perShared;
    if (cost > limit) return cost;
  }
  return cost;
}

/** The cells of a line, but for those at its doors, which edges do share. */
export function trafficOf(line: Line): readonly number[] {
  const [first, last] = [line[0], line.at(-1)];
  if (first === undefined || last === undefined) return [];
  return line.flatMap((point) =>
    segmentLength(point, first) < atDoors || segmentLength(point, last) < atDoors ? [] : [cellOf(point)],
  );
}

function cellOf(point: Point): number {
  return Math.round(point.x / cell) * 100_003 + Math.round(point.y / cell);
}
