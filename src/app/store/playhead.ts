import * as playhead from '../../core/story/playhead.ts';
import type { Detail, FrameId, Story } from '../../core/model/story.ts';
import type { Rate, State } from './state.ts';
import { useStore } from './store.ts';

type Move = (story: Story, from: FrameId, detail: Detail) => FrameId;

/** Every move by hand ends playing and shows the verdict; only a move to a neighbour is worth a travelling packet. */
function place(state: State, story: Story, frame: FrameId): Partial<State> {
  const frames = playhead.visibleFrames(story, state.detail).map(({ id }) => id);
  const distance = state.frame === null ? 0 : Math.abs(frames.indexOf(frame) - frames.indexOf(state.frame));
  return {
    frame,
    moved: distance === 1 ? 'step' : 'jump',
    playing: false,
    suspense: false,
    preview: null,
    selectedRef: null,
  };
}

function move(how: Move): void {
  useStore.setState((state) => {
    const story = state.good?.evaluation.story ?? null;
    if (story === null || state.frame === null) return {};
    return place(state, story, how(story, state.frame, state.detail));
  });
}

export const stepForward = (): void => move(playhead.nextFrame);
export const stepBack = (): void => move(playhead.previousFrame);
export const hopForward = (): void => move(playhead.nextHop);
export const hopBack = (): void => move(playhead.previousHop);
export const goFirst = (): void => move((story, _, detail) => playhead.firstFrame(story, detail));
export const goLast = (): void => move((story, _, detail) => playhead.lastFrame(story, detail));
export const goVerdict = (): void => move((story) => story.verdictFrame);
export const goTo = (id: FrameId): void => move(() => id);

export function setPreview(preview: FrameId | null): void {
  useStore.setState({ preview });
}

/** Plays on from the playhead; at the end, from the start. */
export function play(): void {
  useStore.setState((state) => {
    const story = state.good?.evaluation.story ?? null;
    if (story === null || state.frame === null) return {};
    const first = playhead.firstFrame(story, state.detail);
    const atEnd = state.frame === playhead.lastFrame(story, state.detail);
    return { playing: true, moved: 'play', ...(atEnd ? { frame: first, suspense: true, moved: 'jump' } : {}) };
  });
}

export function pause(): void {
  useStore.setState({ playing: false, suspense: false });
}

export function togglePlay(): void {
  if (useStore.getState().playing) pause();
  else play();
}

export function setDetail(detail: Detail): void {
  useStore.setState((state) => {
    const story = state.good?.evaluation.story ?? null;
    if (story === null || state.frame === null) return { detail };
    return { detail, frame: playhead.nearestVisible(story, state.frame, detail), moved: 'jump' };
  });
}

export function setRate(rate: Rate): void {
  useStore.setState({ rate });
}

const rates: readonly Rate[] = [0.5, 1, 2];

/** One notch slower or faster. */
export function changeRate(by: 1 | -1): void {
  const { rate } = useStore.getState();
  setRate(rates[rates.indexOf(rate) + by] ?? rate);
}

export function setPauseAtDecisions(pauseAtDecisions: boolean): void {
  useStore.setState({ pauseAtDecisions });
}
