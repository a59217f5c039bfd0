import type { ElkExtendedEdge, ElkNode, LayoutOptions } from 'elkjs/lib/elk-api.js';
import type { NodeId } from '../../../core/model/overview.ts';
import type { MeshGraph, MeshNode } from '../layout/meshGraph.ts';
import { metrics, referencePane } from '../layout/metrics.ts';
import type { PlotShape } from '../layout/plot.ts';
import { titleWidth } from '../layout/plot.ts';
import type { Point, Rect } from '../layout/rect.ts';

export type Arrange = (graph: ElkNode) => Promise<ElkNode>;

const slot = metrics.node.height;
const { padding, head } = metrics.plot;

type Direction = 'RIGHT' | 'DOWN';

const layered = {
  'elk.algorithm': 'layered',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
};
const { columnGap, rowGap, plotGap } = metrics;
/** Between layers there is room for calls; beside each other, in a layer, for names. */
const within = {
  RIGHT: spaced('RIGHT', rowGap, columnGap),
  DOWN: spaced('DOWN', columnGap / 2, rowGap),
} satisfies Record<Direction, LayoutOptions>;
const between = {
  RIGHT: spaced('RIGHT', plotGap * 2, columnGap - 2 * padding),
  DOWN: spaced('DOWN', plotGap * 2, columnGap - 2 * padding),
} satisfies Record<Direction, LayoutOptions>;

function spaced(direction: Direction, beside: number, layers: number): LayoutOptions {
  return {
    ...layered,
    'elk.direction': direction,
    'elk.spacing.nodeNode': String(beside),
    'elk.layered.spacing.nodeNodeBetweenLayers': String(layers),
    'elk.spacing.componentComponent': String(Math.max(beside, plotGap)),
    'elk.aspectRatio': '1.25',
  };
}

/** Calls run to the right unless another way is drawn clearly larger. */
const ways = [
  { inside: 'RIGHT', outside: 'RIGHT', liking: 1.3 },
  { inside: 'DOWN', outside: 'RIGHT', liking: 1.2 },
  { inside: 'RIGHT', outside: 'DOWN', liking: 1 },
  { inside: 'DOWN', outside: 'DOWN', liking: 1 },
] as const;
/** Above this many nodes one way inside the namespaces is enough to wait for. */
const many = 300;

type Places = ReadonlyMap<NodeId, Point>;

/**
 * Places for every node, in two steps: each namespace for itself, then the namespaces and what stands on the ground.
 * All at once would take minutes for a large mesh. Of some ways the one that is drawn largest.
 */
export async function tidyPlaces(graph: MeshGraph, arrange: Arrange): Promise<Places> {
  const names = [...new Set(graph.nodes.flatMap(({ namespace }) => (namespace === null ? [] : [namespace])))];
  const shapes = new Map<Direction, readonly PlotShape[]>();
  let best: Places = new Map();
  let largest = 0;
  for (const { inside, outside, liking } of ways) {
    if (inside === 'DOWN' && graph.nodes.length > many) continue;
    const plots = shapes.get(inside) ?? (await inOrder(names, (name) => arrangePlot(name, graph, arrange, inside)));
    shapes.set(inside, plots);
    const { places, width, height } = await arrangeGround(plots, graph, arrange, outside);
    const scale = Math.min(1, referencePane.width / width, referencePane.height / height) * liking;
    if (scale > largest) [best, largest] = [places, scale];
  }
  return best;
}

/** One after the other: the worker has one hand. */
async function inOrder<T, U>(items: readonly T[], make: (item: T) => Promise<U>): Promise<readonly U[]> {
  const made: U[] = [];
  for (const item of items) made.push(await make(item));
  return made;
}

async function arrangeGround(
  plots: readonly PlotShape[],
  graph: MeshGraph,
  arrange: Arrange,
  direction: Direction,
): Promise<{ readonly places: Places; readonly width: number; readonly height: number }> {
  const ground = graph.nodes.filter(({ namespace }) => namespace === null);
  const home = new Map(
    graph.nodes.map((node) => [node.id, node.namespace === null ? node.id : `plot:${node.namespace}`]),
  );
  const whole = await arrange({
    id: 'mesh',
    layoutOptions: between[direction],
    children: [
      ...plots.map(({ namespace, width, height }) => ({ id: `plot:${namespace}`, width, height })),
      // The words under a caller take room, too.
      ...ground.map(({ id, width, height, shape }) => ({
        id,
        width,
        height: shape === 'external' ? height : height + 24,
      })),
    ],
    edges: edgesBetween(graph.links.map(({ from, to }) => [home.get(from) ?? '', home.get(to) ?? ''])),
  });
  const corners = new Map(
    (whole.children ?? []).map(({ id, x = 0, y = 0 }) => [id, shifted({ x, y }, metrics.margin)]),
  );
  const places = new Map<NodeId, Point>();
  for (const { namespace, boxes } of plots) {
    const corner = corners.get(`plot:${namespace}`) ?? { x: 0, y: 0 };
    for (const [id, box] of boxes) places.set(id, { x: corner.x + box.x, y: corner.y + box.y });
  }
  for (const { id } of ground) places.set(id, corners.get(id) ?? { x: 0, y: 0 });
  return { places, width: whole.width ?? 1, height: whole.height ?? 1 };
}

async function arrangePlot(
  namespace: string,
  graph: MeshGraph,
  arrange: Arrange,
  direction: Direction,
): Promise<PlotShape> {
  const nodes = graph.nodes.filter((node) => node.namespace === namespace);
  const ids = new Set(nodes.map(({ id }) => id));
  const inner = graph.links.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const found = await arrange({
    id: namespace,
    layoutOptions: within[direction],
    // The room for an open passage belongs to its node.
    children: nodes.map(({ id, width, reserve }) => ({ id, width: width + reserve, height: slot })),
    edges: edgesBetween(inner.map(({ from, to }) => [from, to])),
  });
  const at = new Map((found.children ?? []).map((child) => [child.id, child]));
  const boxes = new Map<NodeId, Rect>(nodes.map((node) => [node.id, boxOf(node, at.get(node.id))]));
  const all = [...boxes.values()];
  return {
    namespace,
    boxes,
    width: Math.max(titleWidth(namespace), ...all.map(({ x, width }) => x + width + padding)),
    height: Math.max(...all.map(({ y, height }) => y + (slot + height) / 2 + padding)),
  };
}

function boxOf({ width, height, reserve }: MeshNode, at: ElkNode | undefined): Rect {
  const { x = 0, y = 0 } = at ?? {};
  return { x: Math.round(padding + x + reserve), y: Math.round(head + y + (slot - height) / 2), width, height };
}

function edgesBetween(pairs: readonly (readonly [string, string])[]): ElkExtendedEdge[] {
  const different = pairs.filter(([from, to]) => from !== to).map(([from, to]) => `${from}\n${to}`);
  return [...new Set(different)].map((pair, index) => {
    const [from = '', to = ''] = pair.split('\n');
    return { id: `e${index}`, sources: [from], targets: [to] };
  });
}

function shifted({ x, y }: Point, by: number): Point {
  return { x: Math.round(x + by), y: Math.round(y + by) };
}
