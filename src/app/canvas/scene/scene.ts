import type { NodeId } from '../../../core/model/overview.ts';
import type { Story } from '../../../core/model/story.ts';
import type { Layout, Plot } from '../layout/layout.ts';
import { metrics } from '../layout/metrics.ts';
import { centerY, holds, inflate, type Rect, union } from '../layout/rect.ts';
import type { Route } from '../route/candidates.ts';
import type { Line } from '../route/line.ts';
import { indexObstacles, type Obstacle, type Obstacles } from '../route/obstacles.ts';
import { route, trafficOf } from '../route/route.ts';
import type { StoryFacts } from '../story/facts.ts';
import { type Segment, type Stretches, stretches } from '../story/segments.ts';
import { buildTrack, type LegShape, type Track } from '../story/track.ts';
import { type EdgeEnds, edgeId } from './edges.ts';
import { type PlacedEdge, withLocks } from './locks.ts';
import { openPassage, type Passage, type PlacedText, placeName } from './passage.ts';
import { type PlacedPlate, type PlateRow, placePlate, plateRows } from './plate.ts';

export interface Scene {
  readonly edges: readonly PlacedEdge[];
  /** The story's part; null while none is told. */
  readonly play: Play | null;
  readonly ways: Ways;
}

/** What has a place, and what it was found for: a story that needs the same room takes the same ways. */
export interface Ways {
  readonly key: string;
  readonly routes: ReadonlyMap<string, Route>;
  readonly edges: readonly PlacedEdge[];
  readonly name: PlacedText | null;
  readonly plate: PlacedPlate | null;
}

export interface Play {
  readonly stretches: Stretches;
  /** Which stretch the playhead is on. */
  readonly active: number;
  readonly track: Track;
  readonly passage: Passage | null;
  readonly name: PlacedText | null;
  /** Its room is kept from the start, so that nothing moves when it appears. */
  readonly plate: PlacedPlate | null;
}

export interface SceneInput {
  readonly facts: StoryFacts;
  readonly layout: Layout;
  readonly edges: readonly EdgeEnds[];
  readonly story: Story | null;
  /** Hop of the playhead; null without one, `last` for the answer. */
  readonly hop: number | 'last' | null;
  readonly nameOf: (story: Story, hop: number) => string;
  /** Room around each namespace's name. */
  readonly titles: readonly Rect[];
  /** Nodes with a shell around them. */
  readonly doored: ReadonlySet<NodeId>;
  /** The edges with every door closed, from an earlier scene of the same layout: kept where nothing new is in their way. */
  readonly closed: ReadonlyMap<string, PlacedEdge>;
  /** Found before among the same edges, at the same hop of perhaps another story. */
  readonly known: Ways | null;
}

/** What of a story takes room. */
interface Told {
  readonly cut: Stretches | null;
  readonly passage: Passage | null;
  readonly text: string;
  readonly rows: readonly PlateRow[];
}

/** Everything with a place: edges around what stands in their way, and the story's track through them. */
export function buildScene(input: SceneInput): Scene {
  const { story, facts, known } = input;
  const { boxes } = input.layout;
  const cut = story === null || input.hop === null ? null : stretches(story, facts);
  const last = (cut?.segments.length ?? 1) - 1;
  const active = input.hop === 'last' ? last : (cut?.hops[input.hop ?? 0]?.segment ?? last);
  const passage = story === null || cut === null ? null : openPassage(story, cut.segments[active], facts, boxes);

  const text = story === null || passage === null ? '' : input.nameOf(story, passage.hop);
  const told: Told = { cut, passage, text, rows: story?.plate == null ? [] : plateRows(story.plate) };
  const key = roomOf(told);
  const ways = known?.key === key ? known : { key, ...findWays(input, told) };
  const { edges, name, plate, routes } = ways;
  const track = story === null || cut === null ? null : trackOf(story, cut, boxes, passage, routes);
  const play = cut === null || track === null ? null : { stretches: cut, active, passage, name, plate, track };
  return { edges, play, ways };
}

function roomOf({ cut, passage, text, rows }: Told): string {
  const gates = passage?.gates.map((gate) => [gate.key, gate.decides]);
  return JSON.stringify([cut?.segments, passage?.node, passage?.hop, gates, text, rows]);
}

function findWays(input: SceneInput, { cut, passage, text, rows }: Told): Omit<Ways, 'key'> {
  const { layout, titles } = input;
  const { boxes } = layout;
  const nodes = [...boxes.values()];
  const others = passage === null ? nodes : [...boxes].flatMap(([id, box]) => (id === passage.node ? [] : [box]));
  const taken = [...titles, ...others];
  const name =
    passage === null
      ? null
      : placeName(
          text,
          passage,
          // Two texts side by side read as one: there is room between them, also where they are drawn larger.
          [...titles.map((title) => ({ ...title, width: title.width + 22 })), ...others],
          linesPast(input.closed, passage, input.edges),
        );
  const around = [...(passage === null ? [] : [passage.rect]), ...(name === null ? [] : [name])];
  const played = new Set(cut?.segments.map((one) => edgeId(one.from, one.to ?? '')));
  const routes = new Map<string, Route>();
  const busy = new Set<number>();
  const still: readonly Obstacle[] = [
    ...[...boxes].map(([id, rect]) => ({ rect, owner: id })),
    ...titles.map((rect) => ({ rect, owner: null })),
    // The open passage is no obstacle to what ends in it or begins at its node.
    ...(passage === null ? [] : [{ rect: passage.rect, owner: passage.node }]),
    ...(name === null ? [] : [{ rect: name, owner: null }]),
  ];
  const find = (from: NodeId, to: NodeId, obstacles: Obstacles): Route | null => {
    const id = edgeId(from, to);
    const found = findRoute(input, passage, played.has(id), from, to, obstacles, busy);
    if (found === null) return null;
    routes.set(id, found);
    for (const one of trafficOf(found.line)) busy.add(one);
    return found;
  };

  // The played way comes first; the plate keeps clear of it, and the other edges of both.
  const first = indexObstacles(still);
  for (const { from, to } of cut?.segments ?? []) if (to !== null) find(from, to, first);
  const lines = [...routes.values()].flatMap((one) => one.line);
  const plate = passage === null || rows.length === 0 ? null : plateOf(rows, passage, taken, lines);
  const numbers = [...routes.values()].flatMap((one) => numberRoom(one.line));
  const extra = [...around, ...numbers, ...(plate === null ? [] : [inflate(plate, 4)])];
  const signs = [...numbers, ...(plate === null ? [] : [plate])].map((rect) => ({ rect, owner: null }));
  const all = signs.length === 0 ? first : indexObstacles([...still, ...signs]);
  for (const edge of input.edges) {
    if (routes.has(edge.id)) continue;
    const known = edge.to === passage?.node ? undefined : input.closed.get(edge.id)?.route;
    const clear = known !== undefined && !extra.some((rect) => known.line.some((point) => holds(rect, point)));
    if (clear) routes.set(edge.id, known);
    else find(edge.from, edge.to, all);
  }
  return { edges: withLocks(input.edges, routes, [...nodes, ...titles, ...extra]), name, plate, routes };
}

/** Where the step numbers of a played out-door are written. */
function numberRoom(line: Line): readonly Rect[] {
  const door = line[0];
  return door === undefined ? [] : [{ x: door.x + 6, y: door.y + 12, width: 28, height: 16 }];
}

/** The lines that stay where they are when a passage opens. */
function linesPast(closed: SceneInput['closed'], passage: Passage, edges: readonly EdgeEnds[]): Line {
  return edges.flatMap((edge) => (edge.to === passage.node ? [] : (closed.get(edge.id)?.route.line ?? [])));
}

function findRoute(
  { layout, doored }: SceneInput,
  passage: Passage | null,
  played: boolean,
  from: NodeId,
  to: NodeId,
  obstacles: Obstacles,
  busy: ReadonlySet<number>,
): Route | null {
  const [a, b] = [layout.boxes.get(from), layout.boxes.get(to)];
  if (a === undefined || b === undefined) return null;
  const open = passage?.node === to;
  // Callers from above and below stay apart from the one that is level, or played.
  const aside = Math.abs(centerY(a) - centerY(b)) < 20 || (open && played) ? 0 : Math.sign(centerY(a) - centerY(b));
  const end = open && passage !== null ? passage.mouth : { x: b.x, y: centerY(b) };
  const doors = doored.has(from);
  const arrival = { x: end.x, y: end.y + aside * 11 };
  return route({ from: a, to: b, end: arrival, open, doors, ids: { from, to }, obstacles, busy });
}

function plateOf(rows: readonly PlateRow[], passage: Passage, taken: readonly Rect[], lines: Line): PlacedPlate | null {
  const gate = passage.gates.findIndex((one) => one.decides);
  const offset = passage.offsets[gate];
  if (offset === undefined) return null;
  return placePlate(rows, { x: passage.mouth.x + offset, y: passage.mouth.y }, passage.rect, taken, lines);
}

function trackOf(
  story: Story,
  cut: Stretches,
  boxes: ReadonlyMap<NodeId, Rect>,
  passage: Passage | null,
  routes: ReadonlyMap<string, Route>,
): Track | null {
  const shapes: LegShape[] = [];
  for (const segment of cut.segments) {
    const shape = legShape(segment, boxes, passage, routes);
    if (shape === null) return null;
    shapes.push(shape);
  }
  return buildTrack(story, cut, shapes);
}

function legShape(
  segment: Segment,
  boxes: ReadonlyMap<NodeId, Rect>,
  passage: Passage | null,
  routes: ReadonlyMap<string, Route>,
): LegShape | null {
  const from = boxes.get(segment.from);
  if (from === undefined) return null;
  const to = segment.to === null ? undefined : boxes.get(segment.to);
  if (segment.to === null || to === undefined) {
    // Nobody knows where it leads: a stub off the out-door.
    const start = { x: from.x + from.width, y: from.y + from.height / 2 };
    return { from, to: null, edge: [start, { x: start.x + 90, y: start.y }], gates: [], offsets: [] };
  }
  const edge = routes.get(edgeId(segment.from, segment.to));
  if (edge === undefined) return null;
  const open = passage?.node === segment.to ? passage : null;
  return { from, to, edge: edge.line, gates: open?.gates ?? [], offsets: open?.offsets ?? [] };
}

/** Where a namespace's name, lock and mode are written. */
export function titleRect(plot: Plot, mode: string): Rect {
  const { titleX, titleY } = metrics.plot;
  const width = plot.namespace.length * 8 + mode.length * 6.6 + 34;
  return { x: plot.x + titleX - 4, y: plot.y + titleY - 15, width, height: 22 };
}

/** The active hop, with room for the door plate under it and the caller's name before it; with the caller, if `room` is wide enough. */
export function hopRect(play: Play, boxes: ReadonlyMap<NodeId, Rect>, room = 0): Rect | null {
  const both = activeRect(play, boxes);
  const rect = both !== null && both.width + 76 <= room ? both : (play.passage?.rect ?? both);
  if (rect === null) return null;
  const around = { x: rect.x - 60, y: rect.y - 56, width: rect.width + 76, height: rect.height + 172 };
  // Either may stand where there was room for it.
  const signs = [play.plate, play.name].filter((one) => one !== null);
  return union([around, ...signs.map((one) => inflate(one, 8))]);
}

/** The part of the scene that must be in view while a stretch is played. */
export function activeRect(play: Play, boxes: ReadonlyMap<NodeId, Rect>): Rect | null {
  const segment = play.stretches.segments[play.active];
  const target = play.passage?.rect ?? (segment?.to == null ? undefined : boxes.get(segment.to));
  const from = segment === undefined ? undefined : boxes.get(segment.from);
  const parts = [target, from].filter((one) => one !== undefined);
  return parts.length === 0 ? null : union(parts);
}

/** Everything that the story comes to, with what is around it. */
export function pathRect(play: Play, boxes: ReadonlyMap<NodeId, Rect>): Rect | null {
  const ids = play.stretches.segments.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
  const parts = [...ids.map((id) => boxes.get(id)), play.passage?.rect].filter((one) => one !== undefined);
  return parts.length === 0 ? null : inflate(union(parts), 80);
}
