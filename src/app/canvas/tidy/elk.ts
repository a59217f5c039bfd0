import ELK from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { MeshOverview, NodeId } from '../../../core/model/overview.ts';
import { meshGraph } from '../layout/meshGraph.ts';
import type { Point } from '../layout/rect.ts';
import { tidyPlaces } from './tidy.ts';

interface Tidying {
  readonly places: Promise<ReadonlyMap<NodeId, Point>>;
  /** Ends it; the promise is never kept then. */
  readonly stop: () => void;
}

/** Arranges a mesh by its calls, in a worker of its own that is gone afterwards. */
export function tidy(overview: MeshOverview): Tidying {
  const elk = new ELK({ workerFactory: () => new Worker(workerUrl, { name: 'tidy' }) });
  const places = tidyPlaces(meshGraph(overview), (graph) => elk.layout(graph)).finally(() => elk.terminateWorker());
  return { places, stop: () => elk.terminateWorker() };
}
