import type { Point, Rect } from '../layout/rect.ts';
import { rectGrid } from '../layout/rectGrid.ts';
import type { Route } from '../route/candidates.ts';
import { lengthOf, pointAt } from '../route/line.ts';
import type { EdgeEnds, MeshEdge } from './edges.ts';

/** An edge with its way. */
export interface PlacedEdge extends EdgeEnds {
  readonly route: Route;
  /** Distance of the lock from the start; null where there is no room for one. */
  readonly lock: number | null;
}

/** An edge with its way and with how its requests fare. */
export interface DrawnEdge extends MeshEdge, Pick<PlacedEdge, 'route' | 'lock'> {}

/** What has no way is not drawn. */
export function drawnEdges(edges: readonly MeshEdge[], lines: readonly PlacedEdge[]): readonly DrawnEdge[] {
  const placed = new Map(lines.map((line) => [line.id, line]));
  return edges.flatMap((edge) => {
    const line = placed.get(edge.id);
    return line === undefined ? [] : [{ ...edge, route: line.route, lock: line.lock }];
  });
}

/** Locks stand in the middle of their line, or beside it where the middle is taken. */
export function withLocks(
  edges: readonly EdgeEnds[],
  routes: ReadonlyMap<string, Route>,
  taken: readonly Rect[],
): readonly PlacedEdge[] {
  const busy = rectGrid(taken);
  return edges.flatMap((edge): PlacedEdge[] => {
    const found = routes.get(edge.id);
    if (found === undefined) return [];
    const length = lengthOf(found.line);
    if (!edge.locked || length < 40) return [{ ...edge, route: found, lock: null }];
    const spot = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].find((part) => {
      const around = lockRect(pointAt(found.line, length * part));
      return !busy.meets(around);
    });
    const lock = length * (spot ?? 0.5);
    busy.add(lockRect(pointAt(found.line, lock)));
    return [{ ...edge, route: found, lock }];
  });
}

function lockRect(at: Point): Rect {
  return { x: at.x - 11, y: at.y - 11, width: 22, height: 22 };
}
