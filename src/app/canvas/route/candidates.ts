import { bottom, centerX, centerY, type Point, type Rect, right } from '../layout/rect.ts';
import { bezier, type Line, rounded, straight } from './line.ts';

export type Side = 'left' | 'right' | 'top' | 'bottom';

export interface Route {
  readonly line: Line;
  readonly leaves: Side;
  readonly arrives: Side;
  /** How much less this shape is liked than a plain curve. */
  readonly penalty: number;
}

const radius = 16;
const lead = 22;

export interface Ends {
  readonly from: Rect;
  readonly to: Rect;
  /** Where an edge from the left arrives: at the in-door, or at the mouth of an open passage. */
  readonly end: Point;
  /** The passage is open: all arrive at its mouth. */
  readonly open: boolean;
  /** The caller has a shell, whose left door is for what comes in. */
  readonly doors: boolean;
}

/** Ways from one box to another in groups, the preferred ones first; each is worked out only when asked for. */
export function candidates({ from, to, end, open, doors }: Ends): readonly (() => readonly Route[])[] {
  const closed = (group: () => readonly Route[]) => () => (open ? [] : group());
  return [
    () => forward(from, end),
    closed(() => vertical(from, to)),
    () => quarter(from, end),
    () => leftHooks(from, to, end, doors),
    () => forwardSteps(from, end),
    closed(() => overIntoTop(from, to)),
    () => around(from, to, end),
  ];
}

function forward(from: Rect, end: Point): readonly Route[] {
  const start = { x: right(from), y: centerY(from) };
  if (end.x - start.x < 24) return [];
  if (Math.abs(end.y - start.y) < 2)
    return [{ line: straight(start, end), leaves: 'right', arrives: 'left', penalty: 0 }];
  return [0.5, 0.8].map((pull, i) => {
    const dx = Math.max(32, (end.x - start.x) * pull);
    const line = bezier(start, { x: start.x + dx, y: start.y }, { x: end.x - dx, y: end.y }, end);
    return { line, leaves: 'right' as const, arrives: 'left' as const, penalty: i * 10 };
  });
}

function vertical(from: Rect, to: Rect): readonly Route[] {
  const down = to.y - bottom(from) >= 20;
  if (!down && from.y - bottom(to) < 20) return [];
  if (Math.abs(centerX(to) - centerX(from)) > (from.width + to.width) / 2 + 40) return [];
  const start = { x: centerX(from), y: down ? bottom(from) : from.y };
  // One straight line where both doors can share an x.
  const shared = Math.abs(centerX(to) - start.x) < 40 ? start.x : centerX(to);
  const end = { x: shared, y: down ? to.y : bottom(to) };
  const dy = (end.y - start.y) * 0.5;
  const line = bezier(start, { x: start.x, y: start.y + dy }, { x: end.x, y: end.y - dy }, end);
  return [{ line, leaves: down ? 'bottom' : 'top', arrives: down ? 'top' : 'bottom', penalty: 0 }];
}

function quarter(from: Rect, end: Point): readonly Route[] {
  const down = end.y > bottom(from) + 16;
  if (!down && end.y > from.y - 16) return [];
  const start = { x: centerX(from), y: down ? bottom(from) : from.y };
  if (end.x - start.x < 24) return [];
  const bend = { x: start.x, y: start.y + (end.y - start.y) * 0.7 };
  const line = bezier(start, bend, { x: start.x + (end.x - start.x) * 0.3, y: end.y }, end);
  return [{ line, leaves: down ? 'bottom' : 'top', arrives: 'left', penalty: 30 }];
}

function leftHooks(from: Rect, to: Rect, end: Point, doors: boolean): readonly Route[] {
  const down = end.y > centerY(from);
  const edge = down ? bottom(from) : from.y;
  const turn = edge + (down ? lead : -lead);
  const lanes = [end.x - 18, end.x - 30, Math.min(from.x, to.x, end.x) - 18, Math.min(from.x, to.x, end.x) - 40];
  return lanes.flatMap((x, i) => {
    const tail = [{ x, y: end.y }, end];
    const over = [{ x: centerX(from), y: edge }, { x: centerX(from), y: turn }, { x, y: turn }, ...tail];
    const back = [{ x: from.x, y: centerY(from) }, { x, y: centerY(from) }, ...tail];
    const routes: Route[] = [];
    if (Math.abs(end.y - turn) > 8) {
      routes.push({
        line: rounded(over, radius),
        leaves: down ? 'bottom' : 'top',
        arrives: 'left',
        penalty: 60 + 5 * i,
      });
    }
    if (!doors && x < from.x - 12)
      routes.push({ line: rounded(back, radius), leaves: 'left', arrives: 'left', penalty: 90 + 5 * i });
    return routes;
  });
}

function forwardSteps(from: Rect, end: Point): readonly Route[] {
  const start = { x: right(from), y: centerY(from) };
  if (end.x - start.x < 40) return [];
  return [start.x + 20, end.x - 20, (start.x + end.x) / 2].map((x, i) => ({
    line: rounded([start, { x, y: start.y }, { x, y: end.y }, end], radius),
    leaves: 'right',
    arrives: 'left',
    penalty: 50 + 5 * i,
  }));
}

/** From the out-door into the top or bottom door, the side of the caller first. */
function overIntoTop(from: Rect, to: Rect): readonly Route[] {
  if (right(to) < from.x) return [];
  const start = { x: right(from), y: centerY(from) };
  const lane = Math.max(start.x, right(to)) + 20;
  const sides = centerY(to) >= centerY(from) ? (['top', 'bottom'] as const) : (['bottom', 'top'] as const);
  return sides.flatMap((side, i) => {
    const end = { x: centerX(to), y: side === 'top' ? to.y : bottom(to) };
    const y = end.y + (side === 'top' ? -lead : lead);
    return [start.x + 20, start.x + 44, lane, lane + 16].map((x, k) => ({
      line: rounded([start, { x, y: start.y }, { x, y }, { x: end.x, y }, end], radius),
      leaves: 'right' as const,
      arrives: side,
      penalty: 80 + 5 * k + 20 * i,
    }));
  });
}

function around(from: Rect, to: Rect, end: Point): readonly Route[] {
  const start = { x: right(from), y: centerY(from) };
  const [out, back] = [start.x + 20, end.x - 18];
  const rows = [bottom(from) + lead, from.y - lead, bottom(to) + lead + 14, to.y - lead - 14];
  return rows.map((y, i) => ({
    line: rounded([start, { x: out, y: start.y }, { x: out, y }, { x: back, y }, { x: back, y: end.y }, end], radius),
    leaves: 'right',
    arrives: 'left',
    penalty: 110 + 5 * i,
  }));
}
