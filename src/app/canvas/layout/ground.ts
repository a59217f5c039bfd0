import type { MeshLink } from './meshGraph.ts';
import { metrics } from './metrics.ts';
import { bottom, centerX, centerY, type Point, type Rect } from './rect.ts';

interface Sized {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** Stacks boxes that stand on the ground, each level with its first caller, never over another. */
export function stackOnGround(
  nodes: readonly Sized[],
  links: readonly MeshLink[],
  placed: ReadonlyMap<string, Rect>,
  origin: Point,
): ReadonlyMap<string, Rect> {
  const wishes = nodes.map((node) => {
    const caller = links.find((link) => link.to === node.id && placed.has(link.from))?.from;
    const box = caller === undefined ? undefined : placed.get(caller);
    return { node, y: box === undefined ? origin.y : Math.max(origin.y, centerY(box) - node.height / 2) };
  });
  const boxes = new Map<string, Rect>();
  let free = origin.y;
  for (const { node, y } of wishes.sort((a, b) => a.y - b.y)) {
    const box = { x: origin.x, y: Math.max(free, y), width: node.width, height: node.height };
    boxes.set(node.id, box);
    free = bottom(box) + metrics.rowGap / 2;
  }
  return boxes;
}

/** Hangs boxes under everything that stands above them, each in line with its first caller. */
export function hangBelow(
  nodes: readonly Sized[],
  links: readonly MeshLink[],
  placed: ReadonlyMap<string, Rect>,
  plots: readonly Rect[],
): ReadonlyMap<string, Rect> {
  const boxes = new Map<string, Rect>();
  for (const { id, width, height } of nodes) {
    const caller = placed.get(links.find((link) => link.to === id && placed.has(link.from))?.from ?? '');
    const x = Math.max(metrics.margin, caller === undefined ? metrics.margin : Math.round(centerX(caller) - width / 2));
    const above = [...plots, ...placed.values(), ...boxes.values()].filter(
      (rect) => rect.x < x + width + metrics.plotGap && x - metrics.plotGap < rect.x + rect.width,
    );
    const y = Math.max(metrics.margin, ...above.map((rect) => bottom(rect) + metrics.plotGap));
    boxes.set(id, { x, y, width, height });
  }
  return boxes;
}
