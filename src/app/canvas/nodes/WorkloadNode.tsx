import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { type JSX, memo, use } from 'react';
import css from '../draw.module.css';
import { words } from '../../../content/locales/en/canvas.ts';
import own from './node.module.css';
import { reachWords } from '../../../content/locales/en/takenOver.ts';
import { ReachContext } from '../marks/reach.ts';
import { ReachMark } from '../marks/ReachMark.tsx';
import { RejectedMark } from '../marks/RejectedMark.tsx';
import { shapes } from './Shapes.tsx';
import type { NodeShape } from '../layout/meshGraph.ts';
import type { NodeView } from './view.ts';

export type WorkloadFlowNode = Node<NodeView, 'workload'>;

/** What has no fill casts no shadow. */
const onGround: ReadonlySet<NodeShape> = new Set(['outside', 'kubelet', 'external']);

/** One node of the mesh: its drawing, a place for the keyboard, and two doors to connect from and to. */
export const WorkloadNode = memo(function WorkloadNode({ data: view }: NodeProps<WorkloadFlowNode>): JSX.Element {
  const { node } = view;
  const reach = use(ReachContext)?.get(node.id) ?? null;
  const Shape = shapes[node.shape];
  const state = view.onPath ? `${css.path} ${onGround.has(node.shape) ? '' : css.lift}` : '';
  return (
    // A native button cannot hold the connection handles.
    // biome-ignore lint/a11y/useSemanticElements: see above
    <div
      className={own.node}
      role="button"
      tabIndex={view.tabStop ? 0 : -1}
      aria-label={reach === null ? view.label : `${view.label}, ${reachWords[reach]}`}
      aria-pressed={view.selected}
      data-node={node.id}
      data-shape={node.shape}
      data-path={view.onPath}
      lang="en"
      translate="no"
      onFocus={() => view.onFocus(node.id)}
      style={{ width: node.width, height: node.height }}
    >
      <svg className={css.svg} width={node.width} height={node.height} aria-hidden="true">
        <title>{node.name}</title>
        <g className={state}>
          <Shape view={view} />
        </g>
        {view.rejected > 0 && (
          <RejectedMark
            count={view.rejected}
            width={node.width}
            height={node.height}
            drop={view.passage > 0 ? 14 : 0}
          />
        )}
        {reach !== null && <ReachMark reach={reach} width={node.width} at={reachEdge(view)} />}
        {(view.previewed || view.selected) && <Ring view={view} />}
      </svg>
      {node.shape !== 'folded' && <DoorHandle view={view} door="in" />}
      {node.shape !== 'folded' && <DoorHandle view={view} door="out" />}
    </div>
  );
});

/** Above an open passage stands what it is, and on its lower edge what istiod does not take. */
function reachEdge({ node, passage, rejected }: NodeView): number {
  if (passage === 0) return 0;
  return node.height + 14 + (rejected > 0 ? 24 : 0);
}

function Ring({ view }: { readonly view: NodeView }): JSX.Element {
  const { width, height } = view.node;
  const grow = view.passage > 0 ? 14 : 0;
  const x = -4 - view.passage;
  return (
    <rect
      className={css.ring}
      x={x}
      y={-4 - grow}
      width={width + 8 + view.passage}
      height={height + 8 + 2 * grow}
      rx="18"
    />
  );
}

/** To pull a request from, or to press: the other end is pressed next. */
function DoorHandle({ view, door }: { readonly view: NodeView; readonly door: 'in' | 'out' }): JSX.Element {
  const { node, onDoor } = view;
  const name = `${door === 'out' ? words.from : words.to} ${node.name}`;
  return (
    <Handle
      type={door === 'out' ? 'source' : 'target'}
      position={door === 'out' ? Position.Right : Position.Left}
      className={own.handle}
      data-door-of={node.id}
      title={name}
      onClick={(event) => {
        event.stopPropagation();
        onDoor(node.id, door);
      }}
    >
      <svg className={own.grip} viewBox="-10 -10 20 20" width="20" height="20" aria-hidden="true">
        <circle r="9" />
        <path d="M-4.5 0H4M.8 -3.4 4.2 0 .8 3.4" />
      </svg>
    </Handle>
  );
}
