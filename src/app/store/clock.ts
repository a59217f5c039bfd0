import { lastFrame, nextFrame } from '../../core/story/playhead.ts';
import type { FrameId, Story } from '../../core/model/story.ts';
import type { State } from './state.ts';
import { useStore } from './store.ts';

/** Milliseconds at rate 1: the packet travels 320 and rests 260; a verdict takes 890 to be seen. */
export const beat = { travel: 320, step: 580, verdict: 890, reveal: 400 } as const;

/** What the clock does next. */
export type Beat =
  | { readonly kind: 'move'; readonly after: number; readonly to: FrameId }
  | { readonly kind: 'stop'; readonly after: number }
  | null;

/**
 * The next beat of a playing story. `from` is the frame where playing began: a decision stops the story only when the
 * packet has arrived at it, not when a person plays on from it.
 */
export function nextBeat(
  state: Pick<State, 'playing' | 'frame' | 'detail' | 'rate' | 'pauseAtDecisions'>,
  story: Story,
  from: FrameId | null,
  delay: number,
): Beat {
  const { playing, frame, detail, rate, pauseAtDecisions } = state;
  if (!playing || frame === null) return null;
  if (frame === lastFrame(story, detail)) return { kind: 'stop', after: beat.step / rate };
  const deciding = story.frames.some(({ id, deciding }) => id === frame && deciding);
  if (deciding && pauseAtDecisions && frame !== from) return { kind: 'stop', after: beat.verdict / rate };
  const after = frame === from ? delay : beat.step / rate;
  return { kind: 'move', after, to: nextFrame(story, frame, detail) };
}

/** Moves the playhead while `playing`. */
export function startClock(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reveal: ReturnType<typeof setTimeout> | undefined;
  let from: FrameId | null = null;
  let delay = 0;

  const plan = (state: State): void => {
    clearTimeout(timer);
    const story = state.good?.evaluation.story ?? null;
    const next = story === null ? null : nextBeat(state, story, from, delay);
    if (story === null || next === null) return;
    timer = setTimeout(() => {
      if (next.kind === 'stop') useStore.setState({ playing: false, suspense: false });
      else useStore.setState({ frame: next.to, moved: 'play', preview: null });
    }, next.after);
    clearTimeout(reveal);
    if (state.suspense && state.frame === story.verdictFrame) {
      reveal = setTimeout(() => useStore.setState({ suspense: false }), beat.reveal / state.rate);
    }
  };

  useStore.subscribe((state, before) => {
    if (state.playing && (!before.playing || state.good !== before.good)) {
      from = state.frame;
      delay = before.arrival.kind === 'play' ? before.arrival.delay : 120;
    }
    const changed =
      state.playing !== before.playing ||
      state.frame !== before.frame ||
      state.rate !== before.rate ||
      state.detail !== before.detail ||
      state.good !== before.good ||
      state.pauseAtDecisions !== before.pauseAtDecisions;
    if (changed) plan(state);
  });
}
