import { useMemo, useState } from 'react';
import type { NodeId } from '../../core/model/overview.ts';
import { hiddenBy } from './layout/fold.ts';
import { type Layout, layoutMesh } from './layout/layout.ts';
import { type MeshGraph, meshGraph } from './layout/meshGraph.ts';
import type { Point } from './layout/rect.ts';
import { edgeEnds, meshEdges } from './scene/edges.ts';
import { type DrawnEdge, drawnEdges } from './scene/locks.ts';
import { byId, sceneMemory } from './scene/memory.ts';
import { buildScene, type Scene, titleRect, type Ways } from './scene/scene.ts';
import { factsOf } from './story/facts.ts';
import { waypoints } from './story/segments.ts';
import { useReused } from '../store/useReused.ts';
import type { CanvasProps } from './types.ts';

export interface Drawing {
  readonly graph: MeshGraph;
  readonly layout: Layout;
  readonly scene: Scene;
  readonly edges: readonly DrawnEdge[];
}

/** From the props to everything with a place. `dragged` is the node in somebody's hand; from `far` no edges are drawn. */
export function useScene(
  props: CanvasProps,
  dragged: { readonly id: NodeId; readonly at: Point } | null,
  far: boolean,
): Drawing {
  const { overview, story, frame, positions, folded, say } = props;
  const facts = useReused(useMemo(() => factsOf(story, overview), [story, overview]));
  // A story goes through workloads, not through what stands for them.
  const fold = useMemo(
    () => ({ folded, kept: new Set(story === null || folded.size === 0 ? [] : waypoints(story, facts)) }),
    [folded, story, facts],
  );
  const [memory] = useState(sceneMemory);
  const graph = useMemo(() => memory.graphOf(meshGraph(overview, fold)), [memory, overview, fold]);
  const edges = useMemo(() => (far ? [] : meshEdges(overview, hiddenBy(overview, fold))), [overview, fold, far]);
  const layout = useMemo(
    () => layoutMesh(graph, dragged === null ? positions : { ...positions, [dragged.id]: dragged.at }),
    [graph, positions, dragged],
  );
  // Where things stand does not depend on how requests fare, so that a key which only turns a verdict moves nothing.
  const ends = useReused(useMemo(() => edgeEnds(edges), [edges]));
  const titles = useReused(
    useMemo(
      () =>
        layout.plots.map((plot) => {
          const namespace = overview.namespaces.find((one) => one.name === plot.namespace);
          return titleRect(plot, namespace === undefined ? '' : say.namespaceMode(namespace));
        }),
      [layout, overview, say],
    ),
  );
  const base = useMemo(() => {
    const doored = new Set(
      graph.nodes.flatMap((node) => (node.shape === 'sidecar' || node.shape === 'gateway' ? [node.id] : [])),
    );
    return { layout, edges: ends, titles, doored };
  }, [graph, layout, ends, titles]);
  const still = useMemo(() => memory.stillOf(base), [memory, base]);

  const answer = frame?.step.kind === 'answer';
  const hop = frame === null ? null : answer ? 'last' : frame.hop;
  // Whoever steps back and forth sees the same few hops; an edit that leaves them where they are draws the same ways.
  const ways = useMemo(() => ({ still, byHop: new Map<number | 'last', Ways>() }), [still]);
  const scenes = useMemo(
    () => ({ still, story, facts, byHop: new Map<number | 'last', Scene>() }),
    [still, story, facts],
  );
  const scene = useMemo(() => {
    if (story === null || hop === null) return still;
    const known = scenes.byHop.get(hop);
    if (known !== undefined) return known;
    const made = buildScene({
      ...base,
      facts,
      story,
      hop,
      closed: byId(still.edges),
      known: ways.byHop.get(hop) ?? null,
      nameOf: (told, index) => {
        const at = told.hops[index]?.at;
        return at === undefined ? '' : say.place(at);
      },
    });
    scenes.byHop.set(hop, made);
    ways.byHop.set(hop, made.ways);
    return made;
  }, [base, still, story, facts, hop, scenes, ways, say]);
  const drawn = useReused(useMemo(() => drawnEdges(edges, scene.edges), [edges, scene]));
  return { graph, layout, scene, edges: drawn };
}
