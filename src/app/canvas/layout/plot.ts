import type { MeshNode } from './meshGraph.ts';
import { metrics } from './metrics.ts';
import type { Rect } from './rect.ts';

/** One namespace, laid out at the origin. */
export interface PlotShape {
  readonly namespace: string;
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Rect>;
}

const slot = metrics.node.height;

/** Places columns of nodes left to right, each with room for the longest passage that can open in it. */
export function shapePlot(namespace: string, columns: readonly (readonly MeshNode[])[]): PlotShape {
  const { padding, head } = metrics.plot;
  const boxes = new Map<string, Rect>();
  let x: number = padding;
  let rows = 0;
  columns.forEach((column, i) => {
    if (i > 0) x += metrics.columnGap;
    x += Math.max(...column.map((node) => node.reserve));
    const width = Math.max(...column.map((node) => node.width));
    column.forEach((node, row) => {
      const y = head + row * (slot + metrics.rowGap) + (slot - node.height) / 2;
      // Out-doors line up: what leaves a column leaves from one line.
      boxes.set(node.id, { x: x + width - node.width, y, width: node.width, height: node.height });
    });
    x += width;
    rows = Math.max(rows, column.length);
  });
  const height = head + rows * slot + Math.max(0, rows - 1) * metrics.rowGap + padding;
  return { namespace, width: Math.max(x + padding, titleWidth(namespace)), height, boxes };
}

/** Enough for the name, a lock and a mode in words. */
export function titleWidth(namespace: string): number {
  return metrics.plot.titleX + namespace.length * 8 + 130;
}
