import type { NodeId } from '../../core/model/overview.ts';
import type { Layout } from './layout/layout.ts';
import type { MeshLink } from './layout/meshGraph.ts';
import { centerX, centerY } from './layout/rect.ts';

export const arrows = ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown'] as const;
export type Arrow = (typeof arrows)[number];

export function isArrow(key: string): key is Arrow {
  return arrows.some((one) => one === key);
}

/** The node an arrow leads to: right to callees, left to callers, up and down to siblings. Null where there is none. */
export function nextNode(layout: Layout, links: readonly MeshLink[], from: NodeId, key: Arrow): NodeId | null {
  switch (key) {
    case 'ArrowRight':
      return nearest(
        layout,
        from,
        links.flatMap((link) => (link.from === from ? [link.to] : [])),
      );
    case 'ArrowLeft':
      return nearest(
        layout,
        from,
        links.flatMap((link) => (link.to === from ? [link.from] : [])),
      );
    case 'ArrowUp':
      return sibling(layout, from, -1);
    case 'ArrowDown':
      return sibling(layout, from, 1);
  }
}

function nearest(layout: Layout, from: NodeId, ids: readonly NodeId[]): NodeId | null {
  const here = layout.boxes.get(from);
  if (here === undefined) return null;
  const distance = (id: NodeId) => {
    const box = layout.boxes.get(id);
    return box === undefined ? Number.POSITIVE_INFINITY : Math.abs(centerY(box) - centerY(here));
  };
  return [...ids].sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** The next one above or below, nodes of the same column first. */
function sibling(layout: Layout, from: NodeId, direction: 1 | -1): NodeId | null {
  const here = layout.boxes.get(from);
  if (here === undefined) return null;
  let best: NodeId | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [id, box] of layout.boxes) {
    const dy = (centerY(box) - centerY(here)) * direction;
    if (id === from || dy <= 0) continue;
    const cost = dy + 3 * Math.abs(centerX(box) - centerX(here));
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}
