import type { MeshLink } from './meshGraph.ts';
import { metrics } from './metrics.ts';
import type { PlotShape } from './plot.ts';
import { centerY, type Point, type Rect } from './rect.ts';

/** A right padding, the gap and a left padding make one column gap. */
const tierGap = metrics.columnGap - 2 * metrics.plot.padding;

interface Placing {
  readonly plots: readonly PlotShape[];
  readonly rank: (namespace: string) => number;
  readonly links: readonly MeshLink[];
  readonly origin: Point;
  /** A column of plots that would be higher starts another column. */
  readonly tallest: number;
  /** The columns are broken into this many rows of about one width. */
  readonly rows: number;
}

/** Stacks plots in columns by rank; each stands, if it can, level with the first of its callers. */
export function placeTiers({ plots, rank, links, origin, tallest, rows }: Placing): ReadonlyMap<string, Point> {
  const corners = new Map<string, Point>();
  const placed = new Map<string, Rect>();
  let top = origin.y;
  for (const row of broken(stacks(plots, rank, tallest), rows)) {
    const floor = top + Math.max(0, ...row.map(stackHeight));
    let x = origin.x;
    for (const tier of row) {
      const width = tierWidth(tier);
      const tops = levels(tier, links, placed, top, floor);
      tier.forEach((plot, i) => {
        const corner = { x: x + width - plot.width, y: tops[i] ?? top };
        corners.set(plot.namespace, corner);
        for (const [id, box] of plot.boxes) placed.set(id, { ...box, x: box.x + corner.x, y: box.y + corner.y });
      });
      x += width + tierGap;
    }
    top = floor + tierGap;
  }
  return corners;
}

function tierWidth(tier: readonly PlotShape[]): number {
  return Math.max(...tier.map((plot) => plot.width));
}

function broken(
  tiers: readonly (readonly PlotShape[])[],
  rows: number,
): readonly (readonly (readonly PlotShape[])[])[] {
  const whole = tiers.reduce((sum, tier) => sum + tierWidth(tier) + tierGap, 0);
  const result: (readonly PlotShape[])[][] = [[]];
  let width = 0;
  for (const tier of tiers) {
    const half = tierWidth(tier) / 2;
    if (result.length < rows && width + half > (whole / rows) * result.length) result.push([]);
    result.at(-1)?.push(tier);
    width += tierWidth(tier) + tierGap;
  }
  return result.filter((row) => row.length > 0);
}

function stacks(
  plots: readonly PlotShape[],
  rank: (namespace: string) => number,
  tallest: number,
): readonly (readonly PlotShape[])[] {
  const tiers: PlotShape[][] = [];
  let last = -1;
  for (const plot of [...plots].sort((a, b) => rank(a.namespace) - rank(b.namespace))) {
    const open = tiers.at(-1);
    if (open !== undefined && rank(plot.namespace) === last && stackHeight([...open, plot]) <= tallest) open.push(plot);
    else tiers.push([plot]);
    last = rank(plot.namespace);
  }
  return tiers;
}

function stackHeight(plots: readonly PlotShape[]): number {
  return plots.reduce((sum, plot) => sum + plot.height, 0) + Math.max(0, plots.length - 1) * metrics.plotGap;
}

function levels(
  tier: readonly PlotShape[],
  links: readonly MeshLink[],
  placed: ReadonlyMap<string, Rect>,
  top: number,
  floor: number,
): readonly number[] {
  const tops: number[] = [];
  let free = top;
  for (const plot of tier) {
    const y = Math.max(free, wish(plot, links, placed) ?? free);
    tops.push(y);
    free = y + plot.height + metrics.plotGap;
  }
  let limit = floor;
  for (let row = tier.length - 1; row >= 0; row--) {
    const height = tier[row]?.height ?? 0;
    const y = Math.max(top, Math.min(tops[row] ?? top, limit - height));
    tops[row] = y;
    limit = y - metrics.plotGap;
  }
  return tops;
}

function wish(plot: PlotShape, links: readonly MeshLink[], placed: ReadonlyMap<string, Rect>): number | null {
  for (const { from, to } of links) {
    const caller = placed.get(from);
    const callee = plot.boxes.get(to);
    if (caller !== undefined && callee !== undefined) return centerY(caller) - centerY(callee);
  }
  return null;
}
