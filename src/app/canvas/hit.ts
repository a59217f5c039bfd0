import type { MenuTarget } from '../store/state.ts';
import type { Layout } from './layout/layout.ts';
import { holds, inflate, type Point } from './layout/rect.ts';
import type { DrawnEdge } from './scene/locks.ts';

/**
 * What stands at a point of the drawing: a node before a line, a line before the ground under it. `reach` is how far
 * from a line a press still means it.
 */
export function targetAt(point: Point, layout: Layout, edges: readonly DrawnEdge[], reach: number): MenuTarget {
  for (const [id, box] of layout.boxes) if (holds(inflate(box, 2), point)) return { kind: 'node', id };
  let nearest: DrawnEdge | null = null;
  let least = reach * reach;
  for (const edge of edges) {
    for (const at of edge.route.line) {
      const distance = (at.x - point.x) ** 2 + (at.y - point.y) ** 2;
      if (distance < least) [nearest, least] = [edge, distance];
    }
  }
  if (nearest !== null) return { kind: 'edge', from: nearest.from, to: nearest.to };
  const plot = layout.plots.find((one) => holds(one, point));
  return plot === undefined ? { kind: 'canvas' } : { kind: 'namespace', name: plot.namespace };
}
