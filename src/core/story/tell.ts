import { isNonEmpty } from '../model/nonEmpty.ts';
import type { Blocker, Chances, Frame, FrameId, Story, StoryHop } from '../model/story.ts';
import type { Trace } from '../model/trace.ts';
import { becauseOf } from './because.ts';
import { answerFrame, type Asides, stepFrames } from './frames.ts';
import { placeId } from './place.ts';
import { plateOf } from './plate.ts';

const nothing: Asides = new Map();

/**
 * Tells a trace: one frame per step, then the answer at the caller. `blockers` is what else would still stop it, `asides`
 * what was looked at for a step and has no part in it, `chances` what other draws would have come to.
 * The story adds no judgement of its own: every outcome is the trace's.
 */
export function tell(
  trace: Trace,
  blockers: readonly Blocker[] = [],
  asides: Asides = nothing,
  chances: Chances | null = null,
): Story {
  const steps = stepFrames(trace, asides);
  const last = trace.hops.flatMap((hop) => hop.steps).at(-1) ?? trace.hops[0].steps[0];
  const answer = answerFrame(trace, trace.hops.length, last.packet);
  const frames: readonly Frame[] = [...steps, answer];
  const { verdict } = trace;
  return {
    trace,
    hops: hopsOf(trace),
    frames: isNonEmpty(frames) ? frames : [answer],
    verdictFrame: verdict.kind === 'allowed' ? delivered(steps) : verdict.step,
    because: becauseOf(trace),
    plate: plateOf(trace),
    blockers,
    chances,
  };
}

function hopsOf(trace: Trace): readonly StoryHop[] {
  const seen = new Map<string, number>();
  const hops = trace.hops.map(({ at, steps }): StoryHop => {
    const place = placeId(at);
    const times = (seen.get(place) ?? 0) + 1;
    seen.set(place, times);
    const [first, ...rest] = steps;
    return { id: times === 1 ? place : `${place}#${times}`, at, frames: [first.id, ...rest.map(({ id }) => id)] };
  });
  return [...hops, { id: 'answer', at: trace.hops[0].at, frames: ['answer'] }];
}

function delivered(frames: readonly Frame[]): FrameId {
  return frames.findLast((frame) => frame.step.kind === 'deliver')?.id ?? frames.at(-1)?.id ?? 'answer';
}
