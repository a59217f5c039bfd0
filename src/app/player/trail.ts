import type { VisibleHop } from '../../core/story/playhead.ts';
import type { FrameId } from '../../core/model/story.ts';

/** How far the line of one hop is drawn, in fractions of its width. */
export interface Trail {
  /** As far as the request itself came. */
  readonly request: number;
  /** As far as the playhead stands, if that is further: the answer on its way back. */
  readonly played: number;
}

/**
 * The line under the ticks of each hop. Tick `i` of `n` stands at `(i + ½) / n`; a trail ends at the step that stopped
 * the request, whatever comes after it. `stoppedAt` is null for a request that arrived.
 */
export function trails(hops: readonly VisibleHop[], current: FrameId, stoppedAt: FrameId | null): readonly Trail[] {
  const toPlayhead = reach(hops, current);
  const toStop = stoppedAt === null ? toPlayhead : reach(hops, stoppedAt);
  return hops.map((_, index) => {
    const played = toPlayhead[index] ?? 0;
    return { played, request: Math.min(played, toStop[index] ?? 0) };
  });
}

function reach(hops: readonly VisibleHop[], id: FrameId): readonly number[] {
  const hopAt = hops.findIndex((hop) => hop.frames.some((frame) => frame.id === id));
  return hops.map((hop, index) => {
    if (index !== hopAt) return index < hopAt ? 1 : 0;
    return (hop.frames.findIndex((frame) => frame.id === id) + 0.5) / hop.frames.length;
  });
}
