import { partingFrame } from '../../core/story/parting.ts';
import { firstFrame, frameById, nearestVisible } from '../../core/story/playhead.ts';
import type { Detail, FrameId, Story } from '../../core/model/story.ts';
import type { Arrival, State } from './state.ts';

export type Placement = Pick<State, 'frame' | 'playing' | 'suspense' | 'moved'> & {
  /** The step under the playhead is gone; the playhead went to where the stories part. */
  readonly parted: boolean;
};

/** Where the playhead stands in a story that has just come. `old` is the story shown before, if any. */
export function arrive(
  arrival: Arrival,
  story: Story,
  old: Story | null,
  frame: FrameId | null,
  detail: Detail,
): Placement {
  const still = { playing: false, suspense: false, moved: 'jump', parted: false } as const;
  switch (arrival.kind) {
    case 'play':
      return { frame: firstFrame(story, detail), playing: true, suspense: true, moved: 'jump', parted: false };
    case 'resume':
      if (frame === null || frameById(story, frame) === undefined) return { ...still, frame: story.verdictFrame };
      return {
        frame: nearestVisible(story, frame, detail),
        playing: true,
        suspense: true,
        moved: 'jump',
        parted: false,
      };
    case 'verdict':
      return { ...still, frame: story.verdictFrame };
    case 'frame':
      return { ...still, frame: story.frames.find(({ id }) => id === arrival.id)?.id ?? story.verdictFrame };
    case 'keep': {
      if (frame === null) return { ...still, frame: story.verdictFrame };
      if (frameById(story, frame) !== undefined) return { ...still, frame: nearestVisible(story, frame, detail) };
      return { ...still, frame: old === null ? story.verdictFrame : partingFrame(old, story, detail), parted: true };
    }
  }
}
