import { intersects, type Point, type Rect } from '../layout/rect.ts';
import type { Route } from '../route/candidates.ts';
import { lengthOf, pointAt } from '../route/line.ts';
import type { MeshEdge } from './edges.ts';

export interface DrawnEdge extends MeshEdge {
  readonly route: Route;
  /** Distance of the lock from the start; null where there is no room for one. */
  readonly lock: number | null;
}

/** Locks stand in the middle of their line, or beside it where the middle is taken. */
export function withLocks(
  edges: readonly MeshEdge[],
  routes: ReadonlyMap<string, Route>,
  taken: readonly Rect[],
): readonly DrawnEdge[] {
  const locks: Rect[] = [];
  return edges.flatMap((edge): DrawnEdge[] => {
    const found = routes.get(edge.id);
    if (found === undefined) return [];
    const length = lengthOf(found.line);
    if (edge.encryption === 'unknown' || length < 40) return [{ ...edge, route: found, lock: null }];
    const spot = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].find((part) => {
      const around = lockRect(pointAt(found.line, length * part));
      return ![...taken, ...locks].some((one) => intersects(one, around));
    });
    const lock = length * (spot ?? 0.5);
    locks.push(lockRect(pointAt(found.line, lock)));
    return [{ ...edge, route: found, lock }];
  });
}

function lockRect(at: Point): Rect {
  return { x: at.x - 11, y: at.y - 11, width: 22, height: 22 };
}
