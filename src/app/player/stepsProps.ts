import type { Message } from '../../core/model/message.ts';
import type { Detail, Frame, FrameId, Story, StoryHop } from '../../core/model/story.ts';
import type { VisibleHop } from '../../core/story/playhead.ts';
import type { PlayerWords } from '../../content/locales/en/player.ts';

/** What the timeline and the step list both need: they show the same steps in the same columns. */
export interface StepsProps {
  story: Story;
  hops: readonly VisibleHop[];
  numbers: ReadonlyMap<FrameId, number>;
  current: Frame;
  preview: FrameId | null;
  detail: Detail;
  say: (message: Message) => string;
  placeName: (hop: StoryHop) => { name: string; part: string };
  /** False for a step that the filter leaves out. */
  listed: (frame: Frame) => boolean;
  /** True for a step that the playhead has not reached. */
  ahead: (frame: Frame) => boolean;
  onFrame: (id: FrameId) => void;
  onPreview: (id: FrameId | null) => void;
  words: PlayerWords;
}
