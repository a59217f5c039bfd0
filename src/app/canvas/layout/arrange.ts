import type { NodeId } from '../../../core/model/overview.ts';
import { columns, type Folding } from './columns.ts';
import type { Attempt, Layout, Plot } from './layout.ts';
import type { MeshGraph, MeshNode } from './meshGraph.ts';
import { kubeletId, outsideId } from './meshGraph.ts';
import { metrics } from './metrics.ts';
import { type PlotShape, shapePlot } from './plot.ts';
import { ranks } from './ranks.ts';
import { bottom, centerY, inflate, type Point, type Rect, right, union } from './rect.ts';
import { hangBelow, stackOnGround } from './ground.ts';
import { placeTiers } from './tiers.ts';

/** The namespaces of a mesh, each laid out for itself. */
export interface NamespaceShapes {
  readonly names: readonly string[];
  /** Those with nothing but ingress gateways. */
  readonly band: readonly PlotShape[];
  readonly tiers: readonly PlotShape[];
}

export function shapeNamespaces(graph: MeshGraph, folding: Folding): NamespaceShapes {
  const byNamespace = new Map<string, MeshNode[]>();
  for (const node of graph.nodes) {
    if (node.namespace !== null) byNamespace.set(node.namespace, [...(byNamespace.get(node.namespace) ?? []), node]);
  }
  const names = [...byNamespace.keys()].sort(byFirstLink(graph));
  const ingress = new Set(names.filter((name) => isIngress(byNamespace.get(name) ?? [], graph)));
  const shape = (name: string) => shapePlot(name, columns(byNamespace.get(name) ?? [], graph.links, folding));
  const band = names.filter((name) => ingress.has(name)).map(shape);
  return { names, band, tiers: names.filter((name) => !ingress.has(name)).map(shape) };
}

/** Outside and ingress gateways in a band on top, namespaces by call depth below, external hosts last. */
export function arrange(graph: MeshGraph, shapes: NamespaceShapes, attempt: Attempt): Layout {
  const { margin, plotGap, plot, columnGap } = metrics;

  const outside = graph.nodes.find((node) => node.id === outsideId);
  const kubelet = graph.nodes.find((node) => node.id === kubeletId);
  const beside = outside === undefined && kubelet === undefined ? 0 : metrics.outside.width + 22;
  const boxes = new Map<NodeId, Rect>();
  const plots: Plot[] = [];
  const put = (one: PlotShape, corner: Point): void => {
    plots.push({ namespace: one.namespace, ...corner, width: one.width, height: one.height });
    for (const [id, box] of one.boxes) boxes.set(id, { ...box, x: box.x + corner.x, y: box.y + corner.y });
  };

  let x = margin + beside;
  for (const one of shapes.band) {
    put(one, { x, y: margin });
    x += one.width + plotGap;
  }
  const origin = {
    // Without a gateway the outside caller has a column of its own; the kubelet always has.
    x: margin + (shapes.band.length === 0 || kubelet !== undefined ? beside : 0),
    y: shapes.band.length === 0 ? margin : Math.max(...plots.map(bottom)) + plotGap,
  };
  const depth = namespaceRanks(shapes.names, graph, attempt.callers);
  const { tallest, rows } = attempt;
  const rank = (name: string) => depth.get(name) ?? 0;
  const tiers = placeTiers({ plots: shapes.tiers, rank, links: graph.links, origin, tallest, rows });
  for (const one of shapes.tiers) put(one, tiers.get(one.namespace) ?? origin);

  if (outside !== undefined) {
    const y = levelWith(outside, graph, boxes) ?? margin + plot.head;
    boxes.set(outsideId, { x: margin, y, width: outside.width, height: outside.height });
  }
  if (kubelet !== undefined) {
    const above = boxes.get(outsideId);
    const least = above === undefined ? margin : bottom(above) + plotGap * 2;
    const y = Math.max(least, levelWith(kubelet, graph, boxes) ?? origin.y + plot.head);
    boxes.set(kubeletId, { x: margin, y, width: kubelet.width, height: kubelet.height });
  }
  const externals = graph.nodes.filter((node) => node.shape === 'external');
  const edge = union([...plots, ...boxes.values()]);
  const hosts =
    attempt.externals === 'right'
      ? stackOnGround(externals, graph.links, boxes, { x: right(edge) + columnGap - plot.padding, y: origin.y })
      : hangBelow(externals, graph.links, boxes, plots);
  for (const [id, box] of hosts) boxes.set(id, box);
  return { boxes, plots, bounds: inflate(union([...plots, ...boxes.values()]), margin) };
}

/** Where a caller stands level with the first that it calls. */
function levelWith(caller: MeshNode, graph: MeshGraph, boxes: ReadonlyMap<NodeId, Rect>): number | null {
  const box = boxes.get(graph.links.find((link) => link.from === caller.id)?.to ?? '');
  return box === undefined ? null : centerY(box) - caller.height / 2;
}

/** Gateways that no workload of the mesh calls, alone or beside workloads that take no part. */
function isIngress(nodes: readonly MeshNode[], graph: MeshGraph): boolean {
  const ids = new Set(nodes.map((node) => node.id));
  const gateways = new Set(nodes.filter((node) => node.shape === 'gateway').map((node) => node.id));
  if (gateways.size === 0) return false;
  return graph.links.every(({ from, to }) => {
    const plain = (ids.has(from) && !gateways.has(from)) || (ids.has(to) && !gateways.has(to));
    return !plain && !(gateways.has(to) && from !== outsideId);
  });
}

function namespaceRanks(
  names: readonly string[],
  graph: MeshGraph,
  callers: Attempt['callers'],
): ReadonlyMap<string, number> {
  const home = new Map(graph.nodes.map((node) => [node.id, node.namespace]));
  const links = graph.links.flatMap((link) => {
    const [from, to] = [home.get(link.from), home.get(link.to)];
    return from == null || to == null || from === to ? [] : [{ from, to }];
  });
  const depth = ranks(names, links);
  if (callers === 'first') return depth;
  const called = new Set(links.map((link) => link.to));
  const late = (name: string): number => {
    const callees = links.filter((link) => link.from === name && link.to !== name);
    // One caller has to stay first, or there is no order to show.
    const alone = !links.some((link) => !called.has(link.from) && link.from !== name);
    if (called.has(name) || callees.length === 0 || alone) return depth.get(name) ?? 0;
    return Math.min(...callees.map((link) => depth.get(link.to) ?? 0));
  };
  const leading = links.find((link) => !called.has(link.from))?.from;
  return new Map(names.map((name) => [name, name === leading ? (depth.get(name) ?? 0) : late(name)]));
}

function byFirstLink(graph: MeshGraph): (a: string, b: string) => number {
  const home = new Map(graph.nodes.map((node) => [node.id, node.namespace]));
  const first = new Map<string, number>();
  graph.links.forEach((link, i) => {
    for (const name of [home.get(link.from), home.get(link.to)])
      if (name != null && !first.has(name)) first.set(name, i);
  });
  const at = (name: string) => first.get(name) ?? Number.MAX_SAFE_INTEGER;
  return (a, b) => at(a) - at(b) || (a < b ? -1 : a > b ? 1 : 0);
}
