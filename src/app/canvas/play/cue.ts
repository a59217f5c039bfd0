import { useState } from 'react';
import type { Frame, Story } from '../../../core/model/story.ts';
import type { Point } from '../layout/rect.ts';
import { sample } from '../route/line.ts';
import type { Track } from '../story/track.ts';
import type { Motion } from '../types.ts';

/** How the change to the present frame is acted out; null = it is simply there. */
export interface Cue {
  readonly from: number;
  readonly to: number;
  readonly points: readonly Point[];
  /** Of the packet's way, in milliseconds at rate 1. */
  readonly travel: number;
  readonly rate: number;
}

export const easing = { travel: 'cubic-bezier(.4, 0, .2, 1)', gate: 'cubic-bezier(.2, 0, 0, 1)' } as const;
export const timing = {
  gateOpens: 160,
  gateShuts: 140,
  early: 40,
  glyph: 180,
  back: 90,
  plate: 160,
  plateDelay: 80,
} as const;

const far = 300;
const samples = 24;

function travelTime(distance: number, motion: Motion): number {
  if (motion === 'step') return 160;
  return distance > far ? 480 : 320;
}

interface Shown {
  readonly story: Story;
  readonly frame: Frame;
  readonly cue: Cue | null;
}

/** The way from the frame shown before to this one, fixed when the frame changes. Another story, or the first frame seen, is not travelled to. */
export function useCue(story: Story, frame: Frame, track: Track, motion: Motion, rate: number): Cue | null {
  const [shown, setShown] = useState<Shown>({ story, frame, cue: null });
  let now = shown;
  if (shown.frame.id !== frame.id || shown.story !== story) {
    const cue = shown.story === story && motion !== 'none' ? between(shown.frame, frame, track, motion, rate) : null;
    now = { story, frame, cue };
    setShown(now);
  }
  return motion === 'none' ? null : now.cue;
}

function between(before: Frame, frame: Frame, track: Track, motion: Motion, rate: number): Cue | null {
  const [a, b] = [track.stations.get(before.id), track.stations.get(frame.id)];
  if (a === undefined || b === undefined) return null;
  const points = sample(track.line, a.at, b.at, samples);
  return { from: a.at, to: b.at, points, travel: travelTime(Math.abs(b.at - a.at), motion), rate };
}

/** When, in milliseconds, a packet on its way is at a distance from the start of the track. */
export function whenAt(cue: Cue, distance: number): number {
  const part = cue.to === cue.from ? 1 : (distance - cue.from) / (cue.to - cue.from);
  return Math.max(0, Math.min(1, part)) * cue.travel;
}
