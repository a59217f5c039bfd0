import { placeName, say } from '../content/locales/en.ts';
import { Player } from './player/Player.tsx';
import { EmptyStory } from './shell/EmptyStory.tsx';
import * as playhead from './store/playhead.ts';
import { useStore } from './store/store.ts';

export function PlayerPane() {
  const story = useStore((state) => state.good?.evaluation.story ?? null);
  const frameId = useStore((state) => state.frame);
  const previewId = useStore((state) => state.preview);
  const detail = useStore((state) => state.detail);
  const playing = useStore((state) => state.playing);
  const rate = useStore((state) => state.rate);
  const pauseAtDecisions = useStore((state) => state.pauseAtDecisions);
  const frame = story?.frames.find(({ id }) => id === frameId);
  if (story === null || frame === undefined) return <EmptyStory />;
  return (
    <Player
      story={story}
      frame={frame}
      preview={story.frames.find(({ id }) => id === previewId) ?? null}
      detail={detail}
      playing={playing}
      rate={rate}
      pauseAtDecisions={pauseAtDecisions}
      say={say}
      placeName={placeName}
      onFrame={playhead.goTo}
      onPreview={playhead.setPreview}
      onPlay={playhead.play}
      onPause={playhead.pause}
      onRate={playhead.setRate}
      onDetail={playhead.setDetail}
      onPauseAtDecisions={playhead.setPauseAtDecisions}
    />
  );
}
