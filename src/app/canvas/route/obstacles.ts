import { holds, inflate, type Point, type Rect, right, bottom } from '../layout/rect.ts';

/** Something no line should cross, but for edges of its owner. */
export interface Obstacle {
  readonly rect: Rect;
  readonly owner: string | null;
}

/** Obstacles by the tiles of the canvas they lie in, so that a point meets only those near it. */
export type Obstacles = ReadonlyMap<number, readonly Obstacle[]>;

const tile = 240;
const air = 7;

/** Indexes obstacles, each with a little air around it. */
export function indexObstacles(all: readonly Obstacle[]): Obstacles {
  const tiles = new Map<number, Obstacle[]>();
  for (const { rect, owner } of all) {
    const wide = inflate(rect, air);
    for (let x = Math.floor(wide.x / tile); x <= Math.floor(right(wide) / tile); x++) {
      for (let y = Math.floor(wide.y / tile); y <= Math.floor(bottom(wide) / tile); y++) {
        const key = keyOf(x, y);
        const here = tiles.get(key);
        if (here === undefined) tiles.set(key, [{ rect: wide, owner }]);
        else here.push({ rect: wide, owner });
      }
    }
  }
  return tiles;
}

/** Whether a point lies in an obstacle that belongs to neither end. */
export function isCovered(obstacles: Obstacles, point: Point, from: string, to: string): boolean {
  const near = obstacles.get(keyOf(Math.floor(point.x / tile), Math.floor(point.y / tile)));
  if (near === undefined) return false;
  return near.some(({ rect, owner }) => owner !== from && owner !== to && holds(rect, point));
}

function keyOf(x: number, y: number): number {
  return x * 100_003 + y;
}
