import type { MeshOverview, NodeId, WorkloadOverview } from '../../core/model/overview.ts';
import type { Layout } from './layout/layout.ts';
import type { MeshGraph, MeshNode } from './layout/meshGraph.ts';
import type { Point } from './layout/rect.ts';
import type { PlotFlowNode } from './nodes/PlotNode.tsx';
import { type Door, lockOf } from './nodes/view.ts';
import type { WorkloadFlowNode } from './nodes/WorkloadNode.tsx';
import type { Scene } from './scene/scene.ts';
import type { CanvasSay } from './types.ts';
import { hiddenCount, policyCount, rejectedCount, words } from '../../content/locales/en/canvas.ts';

export type FlowNode = PlotFlowNode | WorkloadFlowNode;

/** Seen from further away than this, namespaces stand for their workloads. */
export const farZoom = 0.22;

export function plotNodes(
  overview: MeshOverview,
  layout: Layout,
  say: CanvasSay,
  far: boolean,
): readonly PlotFlowNode[] {
  return layout.plots.map((plot) => {
    const { namespace: name, width, height, x, y } = plot;
    const facts = overview.namespaces.find((one) => one.name === name);
    const collapsed = far ? overview.workloads.filter((one) => one.namespace === name).length : null;
    const mode = facts === undefined ? '' : say.namespaceMode(facts);
    const lock = facts === undefined || mode === '' ? null : lockOf(facts.mtls);
    const still = { draggable: false, selectable: false, focusable: false, connectable: false };
    const size = { width, height, measured: { width, height } };
    return {
      id: `plot:${name}`,
      type: 'plot',
      position: { x, y },
      zIndex: -1,
      ...still,
      ...size,
      style: { ...standing({ x, y }), pointerEvents: 'none' },
      domAttributes: { 'aria-roledescription': undefined },
      data: { name, width, height, lock, mode, collapsed },
    } satisfies PlotFlowNode;
  });
}

/**
 * Stands in its place, instead of being moved there: hundreds of moved elements are hundreds of layers, to be sorted with
 * every picture of the page.
 */
function standing({ x, y }: Point): { left: number; top: number; transform: 'none' } {
  return { left: x, top: y, transform: 'none' };
}

export interface NodeContext {
  readonly overview: MeshOverview;
  readonly scene: Scene;
  readonly selected: NodeId | null;
  readonly previewed: NodeId | null;
  readonly tabStop: NodeId | null;
  readonly unfolds: boolean;
  readonly onFocus: (id: NodeId) => void;
  readonly onDoor: (id: NodeId, door: 'in' | 'out') => void;
}

export function meshNodes(graph: MeshGraph, layout: Layout, context: NodeContext): readonly WorkloadFlowNode[] {
  const { overview, scene } = context;
  const workloads = new Map<string, WorkloadOverview>(overview.workloads.map((one) => [one.id, one]));
  const modes = new Map(overview.namespaces.map((one) => [one.name, one.mtls]));
  const registered = new Map(overview.externals.map((one) => [one.id, one.registered]));
  const doors = doorsOf(scene);
  const path = pathOf(scene);
  const open = scene.play?.passage ?? null;
  return graph.nodes.flatMap((node) => {
    const box = layout.boxes.get(node.id);
    if (box === undefined) return [];
    const workload = workloads.get(node.id);
    const mode = workload?.mtls ?? null;
    const own = mode !== null && modes.has(node.namespace ?? '') && mode !== modes.get(node.namespace ?? '');
    const passage = open?.node === node.id ? open.length : 0;
    const policies = workload?.policies.length ?? 0;
    const { width, height } = node;
    return {
      id: node.id,
      type: 'workload',
      position: { x: box.x, y: box.y },
      style: standing(box),
      width,
      height,
      measured: { width, height },
      selectable: false,
      focusable: false,
      zIndex: path.has(node.id) ? 2 : 1,
      domAttributes: { 'aria-roledescription': undefined },
      data: {
        node: { ...node, name: nameOf(node, overview) },
        sub: subOf(node, workload, registered.get(node.id) ?? false),
        waiting: workload?.waiting !== undefined,
        lock: own && mode !== null ? lockOf(mode) : null,
        policies,
        rejected: workload?.rejected.length ?? 0,
        doors: withDefaults(doors.get(node.id) ?? [], passage > 0),
        onPath: path.has(node.id),
        passage,
        unfolds: context.unfolds,
        selected: context.selected === node.id,
        previewed: context.previewed === node.id,
        tabStop: context.tabStop === node.id,
        label: labelOf(node, workload, overview),
        onFocus: context.onFocus,
        onDoor: context.onDoor,
      },
    } satisfies WorkloadFlowNode;
  });
}

/** What is written on a node first. */
function nameOf({ shape, name, namespace, hides = [] }: MeshNode, { workloads }: MeshOverview): string {
  if (shape === 'outside') return words.outside;
  if (shape !== 'folded') return name;
  return hiddenCount(hides.length, workloads.filter((one) => one.namespace === namespace).length > hides.length);
}

function subOf(node: MeshNode, workload: WorkloadOverview | undefined, registered: boolean): string {
  if (workload?.waiting !== undefined) return workload.waiting === 'proxy' ? words.notReady : words.notThere;
  switch (node.shape) {
    case 'external':
      return registered ? words.registered : words.unregistered;
    case 'outside':
      return words.noIdentity;
    case 'kubelet':
      return words.ofNode;
    case 'folded':
      return words.folded;
    case 'bare':
      return words.noSidecar;
    case 'sidecar':
    case 'gateway':
    case 'ambient':
      return `sa/${workload?.serviceAccount ?? ''}`;
  }
}

function labelOf(node: MeshNode, workload: WorkloadOverview | undefined, overview: MeshOverview): string {
  const name = nameOf(node, overview);
  const waits = workload?.waiting === undefined ? null : subOf(node, workload, false);
  const state = node.shape === 'bare' ? words.noSidecar : node.shape === 'folded' ? words.folded : waits;
  const parts = [name, node.namespace, state];
  const policies = workload?.policies.length ?? 0;
  const rejected = workload?.rejected.length ?? 0;
  return [...parts, policies > 0 ? policyCount(policies) : null, rejected > 0 ? rejectedCount(rejected) : null]
    .filter((part) => part !== null && part !== '')
    .join(', ');
}

/** The doors that edges go through. */
function doorsOf(scene: Scene): ReadonlyMap<NodeId, readonly Door[]> {
  const doors = new Map<NodeId, Map<string, Door>>();
  const add = (id: NodeId, door: Door): void => {
    doors.set(id, (doors.get(id) ?? new Map()).set(`${door.side} ${door.kind}`, door));
  };
  for (const { from, to, route } of scene.edges) {
    add(from, { side: route.leaves, kind: 'out' });
    add(to, { side: route.arrives, kind: 'in' });
  }
  return new Map([...doors].map(([id, set]) => [id, [...set.values()]]));
}

/** In left and out right where nothing says otherwise. An open passage has taken the in-door. */
function withDefaults(doors: readonly Door[], open: boolean): readonly Door[] {
  const ins = doors.filter((door) => door.kind === 'in');
  const outs = doors.filter((door) => door.kind === 'out');
  const left: Door = { side: 'left', kind: 'in' };
  const right: Door = { side: 'right', kind: 'out' };
  return [...(open ? [] : ins.length === 0 ? [left] : ins), ...(outs.length === 0 ? [right] : outs)];
}

function pathOf(scene: Scene): ReadonlySet<NodeId> {
  const play = scene.play;
  if (play === null) return new Set();
  const segments = play.stretches.segments.slice(0, play.active + 1);
  return new Set(segments.flatMap((one) => (one.to === null ? [one.from] : [one.from, one.to])));
}
