import { useMemo } from 'react';
import type { ReachState } from '../core/model/compromise.ts';
import type { NodeId } from '../core/model/overview.ts';
import { stepNumbers } from '../core/story/playhead.ts';
import { Canvas } from './canvas/Canvas.tsx';
import { ChangesContext, changesOf } from './canvas/edges/changes.ts';
import { ReachContext, type ReachMarks } from './canvas/marks/reach.ts';
import { canvasSay } from './canvasSay.ts';
import { foldedOf } from './store/folds.ts';
import { movePlace } from './store/scenarioEdits.ts';
import { prefersStill } from './store/run.ts';
import type { MenuTarget, State } from './store/state.ts';
import { useStore } from './store/store.ts';
import { connect, pressNode, startConnecting, stopConnecting } from './store/connect.ts';
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
  const connecting = useStore((state) => state.connecting);
  const difference = useStore((state) => state.difference);
  const changes = useMemo(() => (difference === null ? null : changesOf(difference.flows)), [difference]);
  const taken = useStore((state) => state.taken);
  const reach = useStore((state) => state.reach);
  const marks = useMemo(() => marksOf(taken, reach), [taken, reach]);
  const lookAt = useStore((state) => state.lookAt);
  const folds = useStore((state) => state.folds);
  const story = evaluation?.story ?? null;
  const numbers = useMemo(() => (story === null ? new Map() : stepNumbers(story, detail)), [story, detail]);
  const overview = evaluation?.overview ?? null;
  const folded = useMemo(() => (overview === null ? new Set<string>() : foldedOf(overview, folds)), [overview, folds]);
  if (evaluation === null) return null;
  if (evaluation.overview.workloads.length === 0) return <EmptyCanvas />;
  const drawn = (
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
      folded={folded}
      selected={selected}
      onPress={press}
      onDoor={pressDoor}
      onConnect={connect}
      connecting={connecting}
      onConnecting={(on) => (on ? startConnecting() : stopConnecting())}
      onMenu={openMenu}
      lookAt={lookAt}
      stale={stale}
      stepNumbers={numbers}
      say={canvasSay}
    />
  );
  return (
    <ChangesContext value={changes}>
      <ReachContext value={marks}>{drawn}</ReachContext>
    </ChangesContext>
  );
}

function marksOf(taken: State['taken'], reach: State['reach']): ReachMarks {
  if (taken === null) return null;
  return new Map<NodeId, ReachState | 'taken'>([...Object.entries(reach ?? {}), [taken, 'taken']]);
}

function motionOf({ moved }: State): 'play' | 'step' | 'none' {
  return moved === 'jump' || prefersStill() ? 'none' : moved;
}

function press(id: NodeId | null): void {
  if (id !== null) pressNode(id);
  else useStore.setState(({ connecting }) => (connecting === null ? { selected: null } : { connecting: null }));
}

/** Inside another page and on the wall there is neither a menu nor a bar; before a prediction nothing else is asked. */
const shown = (): boolean => useStore.getState().view !== 'explore' || useStore.getState().veil !== null;

function pressDoor(id: NodeId, door: 'in' | 'out'): void {
  if (shown() || useStore.getState().connecting !== null) press(id);
  else startConnecting(door === 'out' ? { from: id } : { to: id });
}

function openMenu(target: MenuTarget, at: { readonly x: number; readonly y: number }): void {
  if (shown()) return;
  useStore.setState({ menu: { target, at }, ...(target.kind === 'node' ? { selected: target.id } : {}) });
}
