import { useMemo, useState } from 'react';
import type { NodeId } from '../../core/model/overview.ts';
import { hiddenBy } from './layout/fold.ts';
import { type Layout, layoutMesh } from './layout/layout.ts';
import { type MeshGraph, meshGraph } from './layout/meshGraph.ts';
import type { Point } from './layout/rect.ts';
import { meshEdges } from './scene/edges.ts';
import { byId, sceneMemory } from './scene/memory.ts';
import { buildScene, type Scene, titleRect } from './scene/scene.ts';
import { waypoints } from './story/segments.ts';
import type { CanvasProps } from './types.ts';

export interface Drawing {
  readonly graph: MeshGraph;
  readonly layout: Layout;
  readonly scene: Scene;
}

/** From the props to everything with a place. `dragged` is the node in somebody's hand; from `far` no edges are drawn. */
export function useScene(
  props: CanvasProps,
  dragged: { readonly id: NodeId; readonly at: Point } | null,
  far: boolean,
): Drawing {
  const { overview, story, frame, positions, folded, say } = props;
  // A story goes through workloads, not through what stands for them.
  const fold = useMemo(
    () => ({ folded, kept: new Set(story === null || folded.size === 0 ? [] : waypoints(story, overview)) }),
    [folded, story, overview],
  );
  const [memory] = useState(sceneMemory);
  const graph = useMemo(() => memory.graphOf(meshGraph(overview, fold)), [memory, overview, fold]);
  const edges = useMemo(() => (far ? [] : meshEdges(overview, hiddenBy(overview, fold))), [overview, fold, far]);
  const layout = useMemo(
    () => layoutMesh(graph, dragged === null ? positions : { ...positions, [dragged.id]: dragged.at }),
    [graph, positions, dragged],
  );
  const base = useMemo(() => {
    const titles = layout.plots.map((plot) => {
      const facts = overview.namespaces.find((one) => one.name === plot.namespace);
      return titleRect(plot, facts === undefined ? '' : say.namespaceMode(facts));
    });
    const doored = new Set(
      graph.nodes.flatMap((node) => (node.shape === 'sidecar' || node.shape === 'gateway' ? [node.id] : [])),
    );
    return { overview, layout, edges, titles, doored };
  }, [graph, overview, layout, edges, say]);
  const still = useMemo(() => memory.stillOf(base), [memory, base]);

  const answer = frame?.step.kind === 'answer';
  const hop = frame === null ? null : answer ? 'last' : frame.hop;
  // Whoever steps back and forth sees the same few hops.
  const scenes = useMemo(() => ({ still, story, byHop: new Map<number | 'last', Scene>() }), [still, story]);
  const scene = useMemo(() => {
    if (story === null || hop === null) return still;
    const known = scenes.byHop.get(hop);
    if (known !== undefined) return known;
    const made = buildScene({
      ...base,
      story,
      hop,
      closed: byId(still.edges),
      nameOf: (told, index) => {
        const at = told.hops[index]?.at;
        return at === undefined ? '' : say.place(at);
      },
    });
    scenes.byHop.set(hop, made);
    return made;
  }, [base, still, story, hop, scenes, say]);
  return { graph, layout, scene };
}
