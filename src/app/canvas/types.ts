import type { MeshOverview, NamespaceOverview, NodeId } from '../../core/model/overview.ts';
import type { Detail, Frame, FrameId, Story } from '../../core/model/story.ts';
import type { CallerView, Place, StepDetail } from '../../core/model/trace.ts';
import type { Connecting, LookAt, MenuTarget } from '../store/state.ts';
import type { Point } from './layout/rect.ts';

/** How a change of frame is shown: travelled, travelled quickly, or at once. */
export type Motion = 'play' | 'step' | 'none';

/** Words about the mesh and the story, given by whoever mounts the canvas. */
export interface CanvasSay {
  /** The label over a gate: `mTLS`, `DENY`. */
  readonly gate: (step: StepDetail) => string;
  /** The effective mode beside a namespace's name: `strict mTLS`. */
  readonly namespaceMode: (namespace: NamespaceOverview) => string;
  /** The label over an open passage: `reviews proxy, inbound`. */
  readonly place: (at: Place) => string;
  /** At most four characters on the packet that travels back: `403`. */
  readonly reply: (caller: CallerView) => string;
}

export interface CanvasProps {
  readonly overview: MeshOverview;
  readonly story: Story | null;
  /** The playhead; null without a story. */
  readonly frame: Frame | null;
  /** The hovered step: a ring on its part of the canvas, nothing moves. */
  readonly preview: Frame | null;
  readonly detail: Detail;
  readonly motion: Motion;
  readonly rate: number;
  /** Positions a person has arranged; they override the layout. */
  readonly positions: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
  readonly onMove: (id: string, position: { x: number; y: number }) => void;
  /** Namespaces of which only what a story goes through is drawn. */
  readonly folded: ReadonlySet<string>;
  readonly selected: NodeId | null;
  /** A node was pressed; null: the ground, or Escape. */
  readonly onPress: (id: NodeId | null) => void;
  /** The door of a node was pressed: the caller or the callee of a request by two presses. */
  readonly onDoor: (id: NodeId, door: 'in' | 'out') => void;
  /** Pulled from one node's door to another node. */
  readonly onConnect: (from: NodeId, to: NodeId) => void;
  readonly connecting: Connecting | null;
  readonly onConnecting: (on: boolean) => void;
  readonly onMenu: (target: MenuTarget, at: Point) => void;
  /** What to bring into view; each wish is a new object. */
  readonly lookAt: LookAt | null;
  /** The text is broken: the last good mesh is shown at half strength. */
  readonly stale: boolean;
  /** `wall`: the hop that is played is framed, large enough to be read from afar. */
  readonly lens: 'pane' | 'wall';
  /** The numbers of the step list. */
  readonly stepNumbers: ReadonlyMap<FrameId, number>;
  readonly say: CanvasSay;
}
