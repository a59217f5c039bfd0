import type { Frame, FrameId, Story } from '../../../core/model/story.ts';
import type { Packet } from '../../../core/model/trace.ts';
import type { LockKind } from '../marks/Lock.tsx';
import type { Play } from '../scene/scene.ts';
import { type Gate, type GateState, gateKey, stateAt } from '../story/gates.ts';
import type { Role } from '../story/segments.ts';
import type { Station } from '../story/track.ts';

/** The story at one frame, in terms of the track. */
export interface Moment {
  readonly index: ReadonlyMap<FrameId, number>;
  readonly now: number;
  readonly station: Station;
  /** How far the request has got: where the packet stands, or stood before it turned back. */
  readonly reach: number;
  /** The verdict is reached, and it is not "allowed": where the request ends. */
  readonly stop: Station | null;
}

/** Null for a frame that is not one of the story's. */
export function momentOf(story: Story, frame: Frame, play: Play): Moment | null {
  const index = new Map(story.frames.map((one, i) => [one.id, i]));
  const now = index.get(frame.id);
  const station = play.track.stations.get(frame.id);
  if (now === undefined || station === undefined) return null;
  const past = story.frames.slice(0, now + 1).map((one) => play.track.stations.get(one.id)?.at ?? 0);
  const verdict = index.get(story.verdictFrame);
  const isTold = verdict !== undefined && now >= verdict && story.veiled !== true;
  const stopped = isTold && story.trace.verdict.kind !== 'allowed';
  return {
    index,
    now,
    station,
    reach: frame.step.kind === 'answer' ? Math.max(...past) : station.at,
    stop: stopped ? (play.track.stations.get(story.verdictFrame) ?? null) : null,
  };
}

/** The frames told at one kind of place of a stretch. */
export function framesAt(story: Story, play: Play, segment: number, role: Role): readonly Frame[] {
  return story.frames.filter((frame) => {
    const place = play.stretches.hops[frame.hop];
    return frame.step.kind !== 'answer' && place?.segment === segment && place.role === role;
  });
}

/** How the wire of a stretch is wrapped, once the caller's side has decided it. */
export function wireLock(story: Story, play: Play, segment: number): LockKind | null {
  const wire = wireOf(story, play, segment);
  if (wire === undefined) return null;
  return wire.kind === 'plaintext' ? 'open' : 'closed';
}

/** Whether a stretch lies in a tunnel of HBONE. */
export function isTube(story: Story, play: Play, segment: number): boolean {
  return wireOf(story, play, segment)?.kind === 'hbone';
}

function wireOf(story: Story, play: Play, segment: number): Packet['wire'] | undefined {
  const frames = [
    ...framesAt(story, play, segment, 'start'),
    ...framesAt(story, play, segment, 'exit'),
    ...framesAt(story, play, segment, 'wire'),
  ];
  return frames.at(-1)?.after.wire;
}

/** What the packet is wrapped in at a frame. Inside a proxy that has taken the mTLS off it is bare. */
export function wrapping(frame: Frame, play: Play): 'mtls' | 'tls' | null {
  const wire = (frame.outcome === 'passed' ? frame.after : frame.before).wire;
  if (frame.step.kind === 'answer' || wire.kind === 'plaintext') return null;
  const station = play.track.stations.get(frame.id);
  const leg = station === undefined ? undefined : play.track.legs[station.leg];
  const mtls = play.passage?.gates.findIndex((gate) => gate.key === 'mtls') ?? -1;
  const gate = leg?.gates[mtls];
  if (wire.kind !== 'tls' && station !== undefined && gate !== undefined && station.at > gate) return null;
  return wire.kind === 'hbone' ? 'mtls' : wire.kind;
}

export function gateState(gate: Gate, moment: Moment): GateState {
  return stateAt(gate.frames, moment.index, moment.now);
}

/** Whether a frame is told at this gate. */
export function isAtGate(frame: Frame, gate: Gate): boolean {
  return (
    frame.step.kind !== 'answer' && gateKey(frame.step) === gate.key && gate.frames.some((one) => one.id === frame.id)
  );
}
