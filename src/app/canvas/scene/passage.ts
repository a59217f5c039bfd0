import type { NodeId } from '../../../core/model/overview.ts';
import type { Story } from '../../../core/model/story.ts';
import { gateOffsets, metrics, passageLength } from '../layout/metrics.ts';
import { bottom, centerY, holds, intersects, type Point, type Rect, right } from '../layout/rect.ts';
import type { StoryFacts } from '../story/facts.ts';
import { type Gate, gatesOf } from '../story/gates.ts';
import type { Segment } from '../story/segments.ts';

/** The open in-door of the node that the request is on its way to. */
export interface Passage {
  readonly node: NodeId;
  readonly hop: number;
  readonly gates: readonly Gate[];
  readonly offsets: readonly number[];
  readonly length: number;
  /** Where the lane begins. */
  readonly mouth: Point;
  /** Passage and node together. */
  readonly rect: Rect;
}

/** The passage at the end of a stretch; null where no gate is told of. */
export function openPassage(
  story: Story,
  segment: Segment | undefined,
  facts: StoryFacts,
  boxes: ReadonlyMap<NodeId, Rect>,
): Passage | null {
  const node = segment?.to ?? null;
  const box = node === null ? undefined : boxes.get(node);
  if (segment === undefined || segment.entry === null || node === null || box === undefined) return null;
  const gates = gatesOf(story, segment.entry, facts);
  if (gates.length === 0) return null;
  const deciding = gates.findIndex((gate) => gate.decides);
  const offsets = gateOffsets(gates.length, deciding === -1 ? gates.length - 1 : deciding);
  const length = passageLength(gates.length);
  const { height } = metrics.passage;
  const rect = { x: box.x - length, y: centerY(box) - height / 2, width: box.width + length, height };
  return { node, hop: segment.entry, gates, offsets, length, mouth: { x: rect.x, y: centerY(box) }, rect };
}

export interface PlacedText extends Rect {
  readonly text: string;
}

/** The passage's name, above its right end or wherever it covers nothing. */
export function placeName(text: string, passage: Passage, taken: readonly Rect[], lines: readonly Point[]): PlacedText {
  const { rect } = passage;
  const width = text.length * 6.2;
  const spots = [
    { x: right(rect) - (rect.width - passage.length) - 12 - width, y: rect.y - 22 },
    { x: right(rect) - width, y: rect.y - 22 },
    { x: right(rect) + 10 - width, y: rect.y - 22 },
    { x: right(rect) + 16 - width, y: rect.y - 22 },
    { x: rect.x + 4, y: bottom(rect) + 4 },
  ].map((spot) => ({ ...spot, width, height: 16 }));
  const apart = spots.filter((spot) => spot.x >= rect.x - 40 && !taken.some((one) => intersects(one, spot)));
  const free = apart.find((spot) => !lines.some((point) => holds(spot, point))) ?? apart[0] ?? spots[1];
  return { text, ...(free ?? { x: rect.x, y: rect.y - 22, width, height: 16 }) };
}
