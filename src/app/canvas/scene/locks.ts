import type { Point, Rect } from '../layout/rect.ts';
import { rectGrid } from '../layout/rectGrid.ts';
import type { Route } from '../route/candidates.ts';
import { lengthOf, pointAt } from '../route/line.ts';
import type { MeshEdge } from './edges.ts';

export interface DrawnEdge extends MeshEdge {
  readonly route: Route;
  /** Distance of the lock from the start; null where there is no room for one. */
  readonly lock: number | null;
}

/**
 * Locks stand in the middle of their line, or beside it where the middle is taken. What is drawn as in `known` is the
 * same object, so that it need not be drawn again.
 */
export function withLocks(
  edges: readonly MeshEdge[],
  routes: ReadonlyMap<string, Route>,
  taken: readonly Rect[],
  known: ReadonlyMap<string, DrawnEdge>,
): readonly DrawnEdge[] {
  const busy = rectGrid(taken);
  return edges.flatMap((edge): DrawnEdge[] => {
    const found = routes.get(edge.id);
    if (found === undefined) return [];
    const before = known.get(edge.id);
    const same = (lock: number | null): DrawnEdge =>
      before?.route === found && before.lock === lock && looksAs(before, edge)
        ? before
        : { ...edge, route: found, lock };
    const length = lengthOf(found.line);
    if (edge.encryption === 'unknown' || length < 40) return [same(null)];
    const spot = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].find((part) => {
      const around = lockRect(pointAt(found.line, length * part));
      return !busy.meets(around);
    });
    const lock = length * (spot ?? 0.5);
    busy.add(lockRect(pointAt(found.line, lock)));
    return [same(lock)];
  });
}

function looksAs(a: MeshEdge, b: MeshEdge): boolean {
  return a.verdict === b.verdict && a.encryption === b.encryption && a.what.join('\n') === b.what.join('\n');
}

function lockRect(at: Point): Rect {
  return { x: at.x - 11, y: at.y - 11, width: 22, height: 22 };
}
