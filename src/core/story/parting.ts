import type { Detail, FrameId, Story } from '../model/story.ts';
import { isVisible } from './playhead.ts';

/** The first shown frame of `story` from where it no longer goes as `old` does. */
export function partingFrame(old: Story, story: Story, detail: Detail): FrameId {
  const at = story.frames.findIndex(
    (frame, index) => old.frames[index]?.id !== frame.id || old.frames[index].outcome !== frame.outcome,
  );
  const shown = at < 0 ? undefined : story.frames.slice(at).find((frame) => isVisible(story, frame, detail));
  return shown?.id ?? story.verdictFrame;
}
