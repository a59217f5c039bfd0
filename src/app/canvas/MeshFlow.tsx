import {
  type Connection,
  type NodeChange,
  type OnConnectEnd,
  ReactFlow,
  useReactFlow,
  useStore,
  ViewportPortal,
} from '@xyflow/react';
import { type JSX, type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import type { NodeId } from '../../core/model/overview.ts';
import type { MenuTarget } from '../store/state.ts';
import { useReused } from '../store/useReused.ts';
import { useLatest } from '../ui/useLatest.ts';
import css from './Canvas.module.css';
import { Controls } from './Controls.tsx';
import { EdgeLayer } from './edges/EdgeLayer.tsx';
import { type FlowNode, farZoom, meshNodes, plotNodes } from './flowNodes.ts';
import { targetAt } from './hit.ts';
import { isArrow, nextNode } from './keyboard.ts';
import { foldedNamespace } from './layout/fold.ts';
import type { Point } from './layout/rect.ts';
import { PlotNode } from './nodes/PlotNode.tsx';
import { WorkloadNode } from './nodes/WorkloadNode.tsx';
import { PlayLayer } from './play/PlayLayer.tsx';
import { edgeId } from './scene/edges.ts';
import { activeRect, hopRect, pathRect } from './scene/scene.ts';
import type { CanvasProps } from './types.ts';
import {
  handTools,
  handZooms,
  paneTools,
  paneZooms,
  useCamera,
  useFollow,
  useLookAt,
  useWholeWhile,
  wallZooms,
  zooms,
} from './useCamera.ts';
import { useSmallText } from './useSmallText.ts';
import { isMenuKey, useMenuGestures } from './useMenuGestures.ts';
import { useScene } from './useScene.ts';
import { words } from '../../content/locales/en/canvas.ts';

const nodeTypes = { plot: PlotNode, workload: WorkloadNode };
const noEdges: never[] = [];
const pulled = { stroke: 'var(--ink)', strokeWidth: 1.5 };
const own = { hideAttribution: true };
const silent = { 'node.a11yDescription.default': '', 'edge.a11yDescription.default': '' };
/** Above this many nodes only those in view are mounted, and namespaces stand for them from far away. */
const many = 150;
/** Below this width of the pane, in pixels, only the active hop is framed. */
const narrowPane = 600;
/** How far beside a line, in pixels on the screen, a press still means it. */
const reach = 10;

export function MeshFlow(props: CanvasProps): JSX.Element {
  const { overview, story, frame, preview, motion, selected, onPress, onDoor, say } = props;
  const flow = useReactFlow();
  const root = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<{ id: NodeId; at: Point } | null>(null);
  const [focused, setFocused] = useState<NodeId | null>(null);
  const crowded = overview.workloads.length > many;
  const far = useStore((state) => crowded && state.transform[2] < farZoom);
  const { graph, layout, scene, edges } = useScene(props, dragged, far);
  const { play } = scene;
  const mesh = useMemo(() => overview.workloads.map(({ id }) => id).join(' '), [overview]);
  // A phone frames the active hop: the whole mesh would be too small to read.
  const wall = props.lens === 'wall';
  const small = useStore((state) => state.width > 0 && state.width < narrowPane);
  const narrow = wall || small;
  const within = wall ? (small ? handZooms : wallZooms) : paneZooms;
  const room = useStore((state) => (wall ? state.width / within.least : 0));
  const hop = useMemo(
    () => (narrow && play !== null ? hopRect(play, layout.boxes, room) : null),
    [narrow, play, layout, room],
  );
  // Where the hop is framed alone, its plate is not to start out under the zoom bar either.
  const plate = hop === null ? null : (play?.plate ?? null);
  const boxes = useMemo(() => [...layout.boxes.values(), ...(plate === null ? [] : [plate])], [layout, plate]);
  // Of a crowd, what the story is about comes first; the whole is one press away.
  const whole = hop ?? layout.bounds;
  const home = useMemo(
    () => (crowded && play !== null ? pathRect(play, layout.boxes) : null) ?? whole,
    [crowded, play, layout, whole],
  );
  const camera = useCamera({
    home,
    whole,
    boxes,
    mesh,
    still: motion === 'none',
    within,
    tools: wall ? null : small ? handTools : paneTools,
  });
  const fitText = useSmallText(root);

  const shown = focused ?? selected ?? play?.stretches.segments[0]?.from ?? null;
  const tabStop = shown !== null && layout.boxes.has(shown) ? shown : (graph.nodes[0]?.id ?? null);
  const part = preview === null ? undefined : play?.track.stations.get(preview.id)?.part;
  const previewed = part?.kind === 'node' ? part.node : null;
  const unfolds = motion !== 'none';
  const drawn = useMemo((): FlowNode[] => {
    const context = { overview, scene, selected, previewed, tabStop, unfolds, onFocus: setFocused, onDoor };
    const all = meshNodes(graph, layout, context);
    return [...plotNodes(overview, layout, say, far), ...(far ? all.filter((node) => node.data.onPath) : all)];
  }, [graph, layout, overview, scene, say, far, selected, previewed, tabStop, unfolds, onDoor]);
  const nodes = useReused(drawn);

  const legs = play?.track.legs;
  const played = useMemo(() => new Set(legs?.map((leg) => edgeId(leg.from, leg.to ?? ''))), [legs]);
  const names = useMemo(
    () => new Map(graph.nodes.map((node) => [node.id, node.name || (node.namespace ?? words.outside)])),
    [graph],
  );
  const nameOf = useCallback((id: NodeId) => names.get(id) ?? id, [names]);

  const inPlay = useMemo(() => (play === null ? null : activeRect(play, layout.boxes)), [play, layout]);
  useFollow(
    camera,
    narrow ? null : inPlay,
    `${story?.trace.request.id ?? ''} ${play?.active ?? ''}`,
    motion === 'none',
  );

  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    for (const change of changes) {
      if (change.type === 'position' && change.position !== undefined && change.dragging === true) {
        setDragged({ id: change.id, at: change.position });
      }
    }
  }, []);
  // The library draws every node for a new handler.
  const onConnect = useLatest(({ source, target }: Connection): void => {
    if (source !== target) props.onConnect(source, target);
  });
  const onNodeDragStop = useLatest((_: unknown, node: FlowNode): void => {
    setDragged(null);
    props.onMove(node.id, { x: Math.round(node.position.x), y: Math.round(node.position.y) });
  });
  const onNodeClick = useLatest((_: unknown, node: FlowNode): void => onPress(node.id));
  const onPaneClick = useLatest((): void => onPress(null));
  const onMoveStart = useLatest((): void => setMoving(root.current, true));
  const onMoveEnd = useLatest((): void => {
    setMoving(root.current, false);
    fitText();
  });
  useWholeWhile(hop !== null && props.connecting !== null, camera, layout.bounds, motion === 'none');
  useLookAt(camera, props.lookAt, layout, motion === 'none');
  const openMenu = (at: Point, on: EventTarget): void => {
    const node = on instanceof Element ? on.closest<HTMLElement>('[data-node]')?.dataset['node'] : undefined;
    const point = flow.screenToFlowPosition(at);
    const hit = node === undefined ? targetAt(point, layout, far ? [] : edges, reach / flow.getZoom()) : null;
    const target: MenuTarget = hit ?? { kind: 'node', id: node ?? '' };
    const folded = target.kind === 'node' ? foldedNamespace(target.id) : null;
    props.onMenu(folded === null ? target : { kind: 'namespace', name: folded }, at);
  };
  const gestures = useMenuGestures(openMenu);
  /** Pulled from a door and let go anywhere on a node. */
  const onConnectEnd = useLatest<Parameters<OnConnectEnd>, void>((event, { isValid, fromNode, fromHandle }) => {
    if (isValid === true || fromNode === null) return;
    const at = 'changedTouches' in event ? event.changedTouches[0] : event;
    if (at === undefined) return;
    const hit = targetAt(flow.screenToFlowPosition({ x: at.clientX, y: at.clientY }), layout, [], 0);
    if (hit.kind !== 'node' || hit.id === fromNode.id) return;
    if (fromHandle?.type === 'target') props.onConnect(hit.id, fromNode.id);
    else props.onConnect(fromNode.id, hit.id);
  });
  const focusNode = (id: NodeId): void => {
    setFocused(id);
    const box = layout.boxes.get(id);
    if (box !== undefined) camera.reveal(box, true);
    const find = () => root.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`) ?? null;
    const mounted = find();
    // In a crowd a node is mounted only once it is in view.
    if (mounted === null) requestAnimationFrame(() => find()?.focus());
    else mounted.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isMenuKey(event) && event.target instanceof Element) {
      const { left, top, width, height } = event.target.getBoundingClientRect();
      openMenu({ x: left + width / 2, y: top + height / 2 }, event.target);
      event.preventDefault();
      return;
    }
    if (!(event.target instanceof Element) || !event.target.hasAttribute('data-node') || tabStop === null) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isArrow(event.key)) {
      const next = nextNode(layout, graph.links, tabStop, event.key);
      if (next !== null) focusNode(next);
    } else if (event.key === 'Enter' || event.key === ' ') onPress(tabStop);
    else if (event.key === 'Escape') leave(event.target);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const leave = (node: Element): void => {
    onPress(null);
    if (node instanceof HTMLElement) node.blur();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      role="group"
      ref={root}
      className={css.canvas}
      aria-label={words.canvas}
      onKeyDown={onKeyDown}
      {...gestures}
      data-connecting={props.connecting !== null}
      data-crowd={crowded}
      data-testid="canvas"
    >
      <ReactFlow
        ref={quiet}
        className={`${css.flow} ${props.stale ? css.stale : ''}`}
        nodes={nodes}
        edges={noEdges}
        nodeTypes={nodeTypes}
        onNodesChange={onNodesChange}
        onNodeDragStop={onNodeDragStop}
        onNodeClick={onNodeClick}
        onPaneClick={onPaneClick}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        connectOnClick={false}
        minZoom={zooms.least}
        maxZoom={zooms.most}
        nodeDragThreshold={4}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements={graph.nodes.length > many}
        onMoveStart={onMoveStart}
        onMoveEnd={onMoveEnd}
        connectionLineStyle={pulled}
        proOptions={own}
        ariaLabelConfig={silent}
      >
        <ViewportPortal>
          {!far && story?.veiled !== true && (
            <EdgeLayer
              edges={edges}
              played={played}
              focus={selected}
              open={play?.passage?.node ?? null}
              nameOf={nameOf}
            />
          )}
          {story !== null && frame !== null && play !== null && (
            <PlayLayer
              story={story}
              frame={frame}
              preview={preview}
              play={play}
              motion={motion}
              rate={props.rate}
              stepNumbers={props.stepNumbers}
              say={say}
            />
          )}
        </ViewportPortal>
      </ReactFlow>
      {!wall && (
        <Controls
          onZoomIn={camera.zoomIn}
          onZoomOut={camera.zoomOut}
          onFit={camera.fit}
          connecting={props.connecting !== null}
          onConnecting={props.onConnecting}
        />
      )}
    </div>
  );
}

/** The library calls itself an application, which would take the arrow keys from screen readers. */
function quiet(element: HTMLDivElement | null): void {
  element?.setAttribute('role', 'presentation');
}

/** While it moves, the drawing is a layer of its own; afterwards it is drawn sharp again. */
function setMoving(root: HTMLElement | null, on: boolean): void {
  root?.toggleAttribute('data-moving', on);
}
