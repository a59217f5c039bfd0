import { bottom, intersects, type Rect, right } from './rect.ts';

/** Rectangles by the squares of the ground that they touch: whether one meets another is found without asking all. */
export interface RectGrid {
  readonly add: (rect: Rect) => void;
  readonly meets: (rect: Rect) => boolean;
}

const square = 128;

export function rectGrid(rects: readonly Rect[]): RectGrid {
  const cells = new Map<number, Rect[]>();
  const each = (rect: Rect, visit: (key: number) => boolean): boolean => {
    const [x0, x1] = [Math.floor(rect.x / square), Math.floor(right(rect) / square)];
    const [y0, y1] = [Math.floor(rect.y / square), Math.floor(bottom(rect) / square)];
    for (let x = x0; x <= x1; x++) for (let y = y0; y <= y1; y++) if (visit(x * 100_003 + y)) return true;
    return false;
  };
  const add = (rect: Rect): void => {
    each(rect, (key) => {
      const cell = cells.get(key);
      if (cell === undefined) cells.set(key, [rect]);
      else cell.push(rect);
      return false;
    });
  };
  for (const rect of rects) add(rect);
  return {
    add,
    meets: (rect) => each(rect, (key) => cells.get(key)?.some((one) => intersects(one, rect)) === true),
  };
}
