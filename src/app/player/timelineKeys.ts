import { firstFrame, lastFrame, nextFrame, nextHop, previousFrame, previousHop } from '../../core/story/playhead.ts';
import type { Detail, FrameId, Story } from '../../core/model/story.ts';

/** Where a key pressed on the timeline leads, as on any slider (Page = a hop); null for a key that means nothing here. */
export function timelineKey(key: string, shift: boolean, story: Story, id: FrameId, detail: Detail): FrameId | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return shift ? nextHop(story, id, detail) : nextFrame(story, id, detail);
    case 'ArrowLeft':
    case 'ArrowDown':
      return shift ? previousHop(story, id, detail) : previousFrame(story, id, detail);
    case 'PageUp':
      return nextHop(story, id, detail);
    case 'PageDown':
      return previousHop(story, id, detail);
    case 'Home':
      return firstFrame(story, detail);
    case 'End':
      return lastFrame(story, detail);
    default:
      return null;
  }
}
