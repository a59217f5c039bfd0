import type { NodeId } from '../../../core/model/overview.ts';
import { arrange, shapeNamespaces } from './arrange.ts';
import type { MeshGraph } from './meshGraph.ts';
import { metrics, referencePane } from './metrics.ts';
import { inflate, type Point, type Rect, union } from './rect.ts';

export interface Plot extends Rect {
  readonly namespace: string;
}

/** Where everything stands. Equal input, equal output. */
export interface Layout {
  readonly boxes: ReadonlyMap<NodeId, Rect>;
  readonly plots: readonly Plot[];
  readonly bounds: Rect;
}

export interface Attempt {
  readonly externals: 'right' | 'below';
  /** Namespaces that nobody calls stand first, or beside the first that they call. */
  readonly callers: 'first' | 'late';
  /** A column of plots that would be higher starts another column. */
  readonly tallest: number;
  /** Into how many rows the columns of plots are broken. */
  readonly rows: number;
}

const foldings = ['layers', 'folded'] as const;
const ways = (['first', 'late'] as const).flatMap((callers) =>
  (['right', 'below'] as const).map((externals) => ({ callers, externals })),
);
/** From what fits the pane to what only fits from far away. */
const sizes = [
  ...[632, 1000, 1600, 2600, 4200, 6800, 11000].map((tallest) => ({ tallest, rows: 1 })),
  ...[2, 3, 4, 5].flatMap((rows) => [632, 1600, 4200].map((tallest) => ({ tallest, rows }))),
];

/** Of the ways to arrange the mesh, the one that is drawn largest; of equal ones the first. */
export function layoutMesh(graph: MeshGraph, positions: Readonly<Record<string, Point>> = {}): Layout {
  let best: Layout | null = null;
  let largest = 0;
  for (const folding of foldings) {
    const shapes = shapeNamespaces(graph, folding);
    for (const way of ways) {
      for (const size of sizes) {
        const layout = arrange(graph, shapes, { ...way, ...size });
        // Rows break the order of calls from left to right: only for meshes that would be tiny without.
        const scale = scaleOf(layout.bounds) * (size.rows > 1 ? 0.75 : 1);
        // A later way must be clearly larger: earlier ones show call depth better.
        if (best === null || scale > largest * 1.04) [best, largest] = [layout, scale];
      }
    }
  }
  return moved(graph, best ?? { boxes: new Map(), plots: [], bounds: union([]) }, positions);
}

function scaleOf(bounds: Rect): number {
  return Math.min(1, referencePane.width / bounds.width, referencePane.height / bounds.height);
}

/** A person's positions override the layout; a namespace stretches around what was moved. */
function moved(graph: MeshGraph, layout: Layout, positions: Readonly<Record<string, Point>>): Layout {
  const boxes = new Map(layout.boxes);
  const touched = new Set<string>();
  for (const node of graph.nodes) {
    // What is folded away leaves its place to the node that stands for it.
    const position = positions[node.id] ?? positions[node.hides?.find((id) => positions[id] !== undefined) ?? ''];
    if (position === undefined || !Number.isFinite(position.x) || !Number.isFinite(position.y)) continue;
    boxes.set(node.id, { x: position.x, y: position.y, width: node.width, height: node.height });
    if (node.namespace !== null) touched.add(node.namespace);
  }
  const plots = layout.plots.map((plot) => (touched.has(plot.namespace) ? around(plot, graph, boxes) : plot));
  return { boxes, plots, bounds: inflate(union([...plots, ...boxes.values()]), metrics.margin) };
}

function around(plot: Plot, graph: MeshGraph, boxes: ReadonlyMap<NodeId, Rect>): Plot {
  const { padding, head } = metrics.plot;
  const needed = graph.nodes.flatMap((node) => {
    const box = node.namespace === plot.namespace ? boxes.get(node.id) : undefined;
    if (box === undefined) return [];
    const x = box.x - node.reserve - padding;
    return [{ x, y: box.y - head, width: box.x + box.width + padding - x, height: box.height + head + padding }];
  });
  return { namespace: plot.namespace, ...union(needed) };
}
