import { reuse } from '../../store/reuse.ts';
import type { Layout } from '../layout/layout.ts';
import type { MeshGraph } from '../layout/meshGraph.ts';
import type { PlacedEdge } from './locks.ts';
import { buildScene, type Scene, type SceneInput } from './scene.ts';

type Still = Omit<SceneInput, 'facts' | 'story' | 'hop' | 'closed' | 'nameOf' | 'known'>;

/** What a canvas remembers of the mesh it has drawn last, for the next one is nearly always the same with one change. */
export interface SceneMemory {
  /** The graph, as the same object where it has not changed. */
  readonly graphOf: (graph: MeshGraph) => MeshGraph;
  /** The mesh without a story. Lines keep their way as long as nothing has moved and the same lines are drawn. */
  readonly stillOf: (input: Still) => Scene;
}

export function sceneMemory(): SceneMemory {
  let graph: MeshGraph | null = null;
  let last: { readonly layout: Layout; readonly key: string; readonly scene: Scene } | null = null;
  return {
    graphOf: (next) => {
      graph = graph === null ? next : reuse(graph, next);
      return graph;
    },
    stillOf: (input) => {
      const key = JSON.stringify([input.edges.map(({ id }) => id), input.titles]);
      const known = last?.layout === input.layout && last.key === key ? last.scene.edges : [];
      const scene = buildScene({ ...input, ...noStory, closed: byId(known) });
      last = { layout: input.layout, key, scene };
      return scene;
    },
  };
}

const noStory = {
  facts: { requests: [], policies: [] },
  story: null,
  hop: null,
  known: null,
  nameOf: () => '',
} as const;

export function byId(edges: readonly PlacedEdge[]): ReadonlyMap<string, PlacedEdge> {
  return new Map(edges.map((edge) => [edge.id, edge]));
}
