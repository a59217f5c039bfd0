import { useMemo } from 'react';
import { stepNumbers } from '../core/story/playhead.ts';
import { Canvas } from './canvas/Canvas.tsx';
import { canvasSay } from './canvasSay.ts';
import { movePlace } from './store/scenarioEdits.ts';
import { prefersStill } from './store/run.ts';
import type { State } from './store/state.ts';
import { useStore } from './store/store.ts';
import { EmptyCanvas } from './shell/EmptyStory.tsx';

/** `wall`: framed to be read from afar. */
export function CanvasPane({ lens = 'pane' }: { lens?: 'pane' | 'wall' }) {
  const evaluation = useStore((state) => state.good?.evaluation ?? null);
  const frameId = useStore((state) => state.frame);
  const previewId = useStore((state) => state.preview);
  const detail = useStore((state) => state.detail);
  const rate = useStore((state) => state.rate);
  const selected = useStore((state) => state.selected);
  const stale = useStore((state) => state.engineError !== null || state.latest !== state.good);
  const motion = useStore(motionOf);
  const story = evaluation?.story ?? null;
  const numbers = useMemo(() => (story === null ? new Map() : stepNumbers(story, detail)), [story, detail]);
  if (evaluation === null) return null;
  if (evaluation.overview.workloads.length === 0) return <EmptyCanvas />;
  return (
    <Canvas
      overview={evaluation.overview}
      story={story}
      frame={story?.frames.find(({ id }) => id === frameId) ?? null}
      preview={story?.frames.find(({ id }) => id === previewId) ?? null}
      detail={detail}
      motion={motion}
      lens={lens}
      rate={rate}
      positions={evaluation.scenario.positions}
      onMove={(id, at) => void movePlace(id, at)}
      selected={selected}
      onSelect={(node) => useStore.setState({ selected: node })}
      onConnect={(from, to) => useStore.setState({ dialog: { kind: 'request', from, to } })}
      stale={stale}
      stepNumbers={numbers}
      say={canvasSay}
    />
  );
}

function motionOf({ moved }: State): 'play' | 'step' | 'none' {
  return moved === 'jump' || prefersStill() ? 'none' : moved;
}
