import type { MeshLink, MeshNode } from './meshGraph.ts';
import { ranks } from './ranks.ts';

/** `layers` puts every call depth into its own column; `folded` stacks a small namespace, calls going down. */
export type Folding = 'layers' | 'folded';

/** The nodes of one namespace in columns, top to bottom. `links` may reach outside of it. */
export function columns(
  nodes: readonly MeshNode[],
  links: readonly MeshLink[],
  folding: Folding,
): readonly (readonly MeshNode[])[] {
  const ids = new Set(nodes.map((node) => node.id));
  const inner = links.filter((link) => ids.has(link.from) && ids.has(link.to));
  const rank = ranks([...ids], inner);
  const first = new Map<string, number>();
  links.forEach((link, i) => {
    for (const id of [link.from, link.to]) if (ids.has(id) && !first.has(id)) first.set(id, i);
  });
  const depth = (node: MeshNode) => rank.get(node.id) ?? 0;
  const appears = (node: MeshNode) => first.get(node.id) ?? Number.MAX_SAFE_INTEGER;
  const sorted = [...nodes].sort(
    (a, b) => depth(a) - depth(b) || appears(a) - appears(b) || (a.name < b.name ? -1 : 1),
  );
  const leads = links.find((link) => ids.has(link.from) && !ids.has(link.to))?.from;
  // About as wide as high: a column is some 3.7 rows wide.
  const rows = Math.max(4, Math.ceil(Math.sqrt(3 * nodes.length)));
  if (folding === 'folded') return chunk(sorted, rows).map((column) => leastSkips(column, inner, leads));
  const layers = new Map<number, MeshNode[]>();
  for (const node of sorted) layers.set(depth(node), [...(layers.get(depth(node)) ?? []), node]);
  return [...layers.values()].flatMap((layer) => chunk(layer, rows));
}

function chunk<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/**
 * The order in which the fewest calls have to pass another node. Among equals the one whose first call to another
 * namespace leaves from furthest up, because that callee stands at the top of its own; then the nearest to the given order.
 */
function leastSkips(
  column: readonly MeshNode[],
  inner: readonly MeshLink[],
  leads: string | undefined,
): readonly MeshNode[] {
  if (column.length > 5) return column;
  let best = column;
  let least = Number.POSITIVE_INFINITY;
  for (const order of permutations(column)) {
    const at = new Map(order.map((node, i) => [node.id, i]));
    const skips = inner.reduce((sum, { from, to }) => {
      const [a, b] = [at.get(from), at.get(to)];
      return a === undefined || b === undefined ? sum : sum + Math.abs(a - b) - 1;
    }, 0);
    const cost = skips + (leads === undefined ? 0 : (at.get(leads) ?? 0)) / 10;
    if (cost < least) [best, least] = [order, cost];
  }
  return best;
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}
