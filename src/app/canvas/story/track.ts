import type { NodeId } from '../../../core/model/overview.ts';
import type { Frame, FrameId, Story } from '../../../core/model/story.ts';
import { centerY, type Point, type Rect, right } from '../layout/rect.ts';
import { gatePitch } from '../layout/metrics.ts';
import { type Line, lengthOf, straight } from '../route/line.ts';
import { type Gate, gateKey } from './gates.ts';
import type { Stretches } from './segments.ts';

/** One stretch as a line, with what stands on it by distance from the start of the whole track. */
export interface Leg {
  readonly from: NodeId;
  readonly to: NodeId | null;
  readonly start: number;
  /** The caller's out-door, where the trail begins. */
  readonly door: number;
  /** The middle of the wire: its lock. */
  readonly wire: number;
  /** Where the target's in-door, or the mouth of its passage, is. */
  readonly mouth: number;
  readonly end: number;
  /** Beside the gates of the passage. */
  readonly gates: readonly number[];
}

/** Where the packet stands at a frame, and which part of the canvas the frame is about. */
export interface Station {
  readonly leg: number;
  readonly at: number;
  /** Where the frame's glyph is. */
  readonly mark: number;
  readonly part: Part;
}

export type Part =
  | { readonly kind: 'node'; readonly node: NodeId }
  | { readonly kind: 'exit' }
  | { readonly kind: 'wire' }
  | { readonly kind: 'gate'; readonly gate: number };

export interface Track {
  readonly line: Line;
  readonly legs: readonly Leg[];
  readonly stations: ReadonlyMap<FrameId, Station>;
}

/** What a leg is made from: the routed edge between two boxes, and the open passage at its end. */
export interface LegShape {
  readonly from: Rect;
  readonly to: Rect | null;
  readonly edge: Line;
  readonly gates: readonly Gate[];
  /** Distance of each gate from the mouth; none with the passage closed. */
  readonly offsets: readonly number[];
}

/** The line begins this far inside of a door; the packet waits nearer to it, or further from a shut one. */
const inside = 40;
const waits = 16;
const backsOff = 34;
/** A delivered packet stands in the inner doorway, beside the name. */
const delivered = 8;
const beforeShut = 38;
const afterOpen = 26;

/** Lines the legs up to one track and gives every frame its station. */
export function buildTrack(story: Story, cut: Stretches, shapes: readonly LegShape[]): Track {
  const line: Point[] = [];
  const legs: Leg[] = [];
  shapes.forEach((shape, i) => {
    const first = shape.edge[0];
    const last = shape.edge.at(-1);
    const segment = cut.segments[i];
    if (first === undefined || last === undefined || segment === undefined) return;
    const start = line.length === 0 ? 0 : lengthOf(line);
    line.push(...lead(shape.from, first), ...shape.edge);
    const door = lengthOf(line) - lengthOf(shape.edge);
    const mouth = lengthOf(line);
    const to = shape.to;
    if (to !== null) line.push(...straight(last, innerEnd(to, last)));
    const end = lengthOf(line);
    const gates = shape.offsets.map((offset) => mouth + offset);
    legs.push({ from: segment.from, to: segment.to, start, door, wire: (door + mouth) / 2, mouth, end, gates });
  });
  const stations = new Map<FrameId, Station>();
  let last: Station = { leg: 0, at: 0, mark: 0, part: { kind: 'exit' } };
  for (const frame of story.frames) {
    last = station(frame, cut, legs, shapes, last);
    stations.set(frame.id, last);
  }
  return { line, legs, stations };
}

/** From inside the caller to the door that the edge leaves by. */
function lead(from: Rect, door: Point): Line {
  if (door.x >= right(from)) return straight({ x: door.x - inside, y: door.y }, door);
  if (door.x <= from.x) return straight({ x: door.x + inside, y: door.y }, door);
  const up = door.y <= centerY(from);
  return straight({ x: door.x, y: door.y + (up ? inside : -inside) }, door);
}

function innerEnd(to: Rect, door: Point): Point {
  if (door.x > to.x && door.x < right(to))
    return { x: door.x, y: door.y + (door.y <= centerY(to) ? delivered : -delivered) };
  return { x: Math.max(door.x, to.x) + delivered, y: door.y };
}

function station(
  frame: Frame,
  cut: Stretches,
  legs: readonly Leg[],
  shapes: readonly LegShape[],
  previous: Station,
): Station {
  const first = legs[0];
  if (frame.step.kind === 'answer') {
    const home = first === undefined ? 0 : first.door - waits;
    return { leg: previous.leg, at: home, mark: home, part: { kind: 'node', node: first?.from ?? '' } };
  }
  const place = cut.hops[frame.hop];
  const leg = legs[place?.segment ?? 0];
  if (place === undefined || leg === undefined) return previous;
  const stopped = frame.outcome !== 'passed';
  switch (place.role) {
    case 'start':
      return {
        leg: place.segment,
        at: leg.door - waits,
        mark: leg.door - waits,
        part: { kind: 'node', node: leg.from },
      };
    case 'exit': {
      const at = stopped ? leg.door - backsOff : leg.door;
      return { leg: place.segment, at, mark: leg.door, part: { kind: 'exit' } };
    }
    case 'wire': {
      const mark = leg.wire + (stopped ? beforeShut / 2 : 0);
      return { leg: place.segment, at: stopped ? mark - beforeShut : mark, mark, part: { kind: 'wire' } };
    }
    case 'stay':
      return stay(place.segment, leg, stopped);
    case 'entry':
      if (frame.step.kind === 'deliver') return stay(place.segment, leg, stopped);
      return entry(frame, place.segment, leg, shapes[place.segment]?.gates ?? [], previous);
  }
}

function stay(segment: number, leg: Leg, stopped: boolean): Station {
  const mark = stopped ? leg.end - delivered : leg.end;
  const node = leg.to ?? leg.from;
  return { leg: segment, at: stopped ? mark - beforeShut : mark, mark, part: { kind: 'node', node } };
}

function entry(frame: Frame, segment: number, leg: Leg, gates: readonly Gate[], previous: Station): Station {
  const key = gateKey(frame.step);
  const index = gates.findIndex((gate) => gate.key === key && gate.frames.some((one) => one.id === frame.id));
  const mark = leg.gates[index];
  if (mark !== undefined) {
    const passed = gates.length >= 4 ? gatePitch(gates.length) / 2 : afterOpen;
    const at = frame.outcome === 'passed' ? mark + passed : mark - beforeShut;
    return { leg: segment, at, mark, part: { kind: 'gate', gate: index } };
  }
  // Between the gates the packet stays where it is; before the first it stands in the mouth.
  const node = leg.to ?? leg.from;
  const at = previous.leg === segment ? Math.max(previous.at, leg.mouth + (leg.gates.length > 0 ? 18 : 0)) : leg.mouth;
  const part: Part = { kind: 'node', node };
  if (frame.outcome === 'passed') return { leg: segment, at, mark: at, part };
  return { leg: segment, at: at - beforeShut, mark: at, part };
}
