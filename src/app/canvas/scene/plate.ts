import type { Plate } from '../../../core/model/story.ts';
import { bottom, holds, inflate, intersects, type Point, type Rect, right } from '../layout/rect.ts';
import { moreConditions, words } from '../../../content/locales/en/canvas.ts';

export interface PlateRow {
  readonly key: string;
  readonly value: string;
  readonly fails: boolean;
  /** Beside the value, quieter. */
  readonly note: string;
}

export interface PlacedPlate extends Rect {
  readonly rows: readonly PlateRow[];
  /** Where the pointer touches, from the plate's left edge. */
  readonly pointer: number;
  /** The plate hangs below its gate, or stands above. */
  readonly below: boolean;
}

export const plateColumn = 118;
const rowHeight = 23;
const longest = 26;

/** The two rows of a door plate: what the gate asks for over what the request has. */
export function plateRows(plate: Plate): readonly PlateRow[] {
  const has = plate.has;
  const asks = plate.asks.map((value) => tail(value, has));
  const joined = asks.join(words.or);
  const fits = joined.length <= longest;
  const rest = (fits ? 0 : asks.length - 1) + plate.more;
  return [
    {
      key: plate.negated ? words.gateRefuses : words.gateAsks,
      value: fits ? joined : (asks[0] ?? ''),
      fails: false,
      note: rest > 0 ? moreConditions(rest) : '',
    },
    {
      key: /principal|identity|namespace|serviceAccount/i.test(plate.field) ? words.callerIs : words.requestHas,
      value: has === null ? words.nothing : tail(has, plate.asks[0] ?? null),
      fails: true,
      note: '',
    },
  ];
}

/** The end of a long slash-separated value, from one part before it differs from the other: the end is what differs. */
export function tail(value: string, other: string | null): string {
  const parts = value.split('/');
  const others = other?.split('/') ?? [];
  let same = 0;
  while (same < parts.length - 1 && parts[same] === others[same]) same++;
  // Nothing in common, as with an identity beside a bare word: the end says who it is.
  const unlike = same === 0 && value.length > longest && parts.at(-1) !== others.at(-1);
  const from = other === null || unlike ? Math.max(0, parts.length - 2) : Math.max(0, same - 1);
  const shown = parts.length > 2 ? parts.slice(from).join('/') : value;
  return shown.length > longest ? `…${shown.slice(-(longest - 1))}` : shown;
}

/** Under the gate if it covers nothing there, else moved aside, lower or above. */
export function placePlate(
  rows: readonly PlateRow[],
  gate: Point,
  passage: Rect,
  taken: readonly Rect[],
  lines: readonly Point[],
): PlacedPlate {
  const wide = Math.max(...rows.map((row) => row.value.length * 8.6 + row.note.length * 6.6));
  const size = { width: Math.max(200, Math.round(plateColumn + wide + 24)), height: rows.length * rowHeight + 22 };
  const pointers = [0.5, 0.7, 0.86, 0.3, 0.14].map((part) => Math.round(size.width * part));
  const spots: PlacedPlate[] = [];
  for (const drop of [0, 12, 24, 36]) {
    for (const pointer of pointers) {
      const x = gate.x - pointer;
      spots.push({ ...size, rows, x, y: bottom(passage) + 22 + drop, pointer, below: true });
    }
  }
  for (const pointer of pointers) {
    spots.push({ ...size, rows, x: gate.x - pointer, y: passage.y - 22 - size.height, pointer, below: false });
  }
  return least(spots, (spot) => {
    const overlap = taken.reduce((sum, one) => sum + common(inflate(spot, 6), one), 0);
    const over = lines.filter((point) => holds(inflate(spot, 6), point)).length;
    return overlap + 40 * over + (spot.below ? 0 : 0.5);
  });
}

function common(a: Rect, b: Rect): number {
  if (!intersects(a, b)) return 0;
  const width = Math.min(right(a), right(b)) - Math.max(a.x, b.x);
  return width * (Math.min(bottom(a), bottom(b)) - Math.max(a.y, b.y));
}

function least(spots: readonly PlacedPlate[], cost: (spot: PlacedPlate) => number): PlacedPlate {
  let best: PlacedPlate | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const spot of spots) {
    const one = cost(spot);
    if (best === undefined || one < lowest) [best, lowest] = [spot, one];
  }
  return best ?? { x: 0, y: 0, width: 0, height: 0, rows: [], pointer: 0, below: true };
}
