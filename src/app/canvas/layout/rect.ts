export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

export const right = (rect: Rect): number => rect.x + rect.width;
export const bottom = (rect: Rect): number => rect.y + rect.height;
export const centerX = (rect: Rect): number => rect.x + rect.width / 2;
export const centerY = (rect: Rect): number => rect.y + rect.height / 2;

/** Grown by `by` on every side; shrunk where `by` is negative. */
export function inflate(rect: Rect, by: number): Rect {
  return { x: rect.x - by, y: rect.y - by, width: rect.width + 2 * by, height: rect.height + 2 * by };
}

/** Touching edges do not intersect. */
export function intersects(a: Rect, b: Rect): boolean {
  return a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);
}

export function includes(outer: Rect, inner: Rect): boolean {
  return outer.x <= inner.x && outer.y <= inner.y && right(outer) >= right(inner) && bottom(outer) >= bottom(inner);
}

export function holds(rect: Rect, point: Point): boolean {
  return point.x > rect.x && point.x < right(rect) && point.y > rect.y && point.y < bottom(rect);
}

/** The smallest rectangle around all of them; an empty one at the origin for none. */
export function union(rects: readonly Rect[]): Rect {
  const [first, ...rest] = rects;
  if (first === undefined) return { x: 0, y: 0, width: 0, height: 0 };
  return rest.reduce<Rect>((all, rect) => {
    const x = Math.min(all.x, rect.x);
    const y = Math.min(all.y, rect.y);
    return { x, y, width: Math.max(right(all), right(rect)) - x, height: Math.max(bottom(all), bottom(rect)) - y };
  }, first);
}
