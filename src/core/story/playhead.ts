import { details } from '../model/story.ts';
import type { Detail, Frame, FrameId, Story, StoryHop } from '../model/story.ts';

/** One hop with the frames of it that a detail level shows; never an empty one. */
export interface VisibleHop {
  readonly hop: StoryHop;
  readonly index: number;
  readonly frames: readonly Frame[];
}

/** Whether a level shows a frame. The verdict is shown at every level: it must be reachable from anywhere. */
export function isVisible(story: Story, frame: Frame, detail: Detail): boolean {
  return frame.deciding || frame.id === story.verdictFrame || details.indexOf(frame.level) <= details.indexOf(detail);
}

/** The frames that a level shows, in order of travel. */
export function visibleFrames(story: Story, detail: Detail): readonly Frame[] {
  return story.frames.filter((frame) => isVisible(story, frame, detail));
}

/** The hops that a level shows, each with its frames; hops without a visible frame are left out. */
export function visibleHops(story: Story, detail: Detail): readonly VisibleHop[] {
  const frames = visibleFrames(story, detail);
  return story.hops
    .map((hop, index) => ({ hop, index, frames: frames.filter((frame) => frame.hop === index) }))
    .filter((hop) => hop.frames.length > 0);
}

/** The number of each visible frame, counted from 1; the same in the list, on the track and on the canvas. */
export function stepNumbers(story: Story, detail: Detail): ReadonlyMap<FrameId, number> {
  return new Map(visibleFrames(story, detail).map((frame, index) => [frame.id, index + 1]));
}

/** The frame of this id at any level; undefined if the story has none. */
export function frameById(story: Story, id: FrameId): Frame | undefined {
  return story.frames.find((frame) => frame.id === id);
}

/**
 * The frame to stand on when the level changes: the same one if it is shown, else the one before it in its hop,
 * else the first one of its hop, else the one before it in the story, else the first. An unknown id gives the first.
 */
export function nearestVisible(story: Story, id: FrameId, detail: Detail): FrameId {
  const at = story.frames.findIndex((frame) => frame.id === id);
  const current = story.frames[at];
  if (current === undefined) return firstFrame(story, detail);
  if (isVisible(story, current, detail)) return id;
  const before = story.frames.slice(0, at).filter((frame) => isVisible(story, frame, detail));
  const sameHop = (frame: Frame) => frame.hop === current.hop;
  const near = before.findLast(sameHop) ?? visibleFrames(story, detail).find(sameHop) ?? before.at(-1);
  return near?.id ?? firstFrame(story, detail);
}

/** The next frame shown; at the end, the last one. */
export function nextFrame(story: Story, id: FrameId, detail: Detail): FrameId {
  return neighbour(story, id, detail, 1);
}

/** The previous frame shown; at the start, the first one. */
export function previousFrame(story: Story, id: FrameId, detail: Detail): FrameId {
  return neighbour(story, id, detail, -1);
}

/** The first frame of the next hop; in the last hop, the last frame. */
export function nextHop(story: Story, id: FrameId, detail: Detail): FrameId {
  const current = frameById(story, nearestVisible(story, id, detail));
  const next = visibleFrames(story, detail).find((frame) => current !== undefined && frame.hop > current.hop);
  return next?.id ?? lastFrame(story, detail);
}

/** The first frame of the hop before; in the first hop, the first frame. */
export function previousHop(story: Story, id: FrameId, detail: Detail): FrameId {
  const current = frameById(story, nearestVisible(story, id, detail));
  const frames = visibleFrames(story, detail);
  const before = frames.findLast((frame) => current !== undefined && frame.hop < current.hop);
  return frames.find((frame) => frame.hop === before?.hop)?.id ?? firstFrame(story, detail);
}

/** Where the story starts. */
export function firstFrame(story: Story, detail: Detail): FrameId {
  return visibleFrames(story, detail).at(0)?.id ?? story.verdictFrame;
}

/** Where the story ends: what the caller sees. */
export function lastFrame(story: Story, detail: Detail): FrameId {
  return visibleFrames(story, detail).at(-1)?.id ?? story.verdictFrame;
}

/** Whether `id` comes before `other` in the story; false for an unknown id. */
export function isBefore(story: Story, id: FrameId, other: FrameId): boolean {
  const at = story.frames.findIndex((frame) => frame.id === id);
  return at >= 0 && at < story.frames.findIndex((frame) => frame.id === other);
}

function neighbour(story: Story, id: FrameId, detail: Detail, by: 1 | -1): FrameId {
  const frames = visibleFrames(story, detail);
  const known = frameById(story, id) !== undefined;
  const from = nearestVisible(story, id, detail);
  // From a hidden frame, "next" must not skip what comes after it: the nearest one behind it is itself the next stop.
  if (known && from !== id && (by === 1 ? isBefore(story, id, from) : isBefore(story, from, id))) return from;
  const at = frames.findIndex((frame) => frame.id === from);
  const to = Math.min(Math.max(at + by, 0), frames.length - 1);
  return frames[to]?.id ?? from;
}
