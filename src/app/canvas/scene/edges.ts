import type { MeshOverview, NodeId, RequestOverview } from '../../../core/model/overview.ts';
import type { VerdictKind } from '../../../core/model/trace.ts';

export type EdgeEncryption = 'mtls' | 'plaintext' | 'mixed' | 'unknown';

/** All prepared requests of one caller to one callee. */
export interface MeshEdge {
  readonly id: string;
  readonly from: NodeId;
  readonly to: NodeId;
  /** The worst of them. */
  readonly verdict: VerdictKind;
  readonly encryption: EdgeEncryption;
  readonly what: readonly string[];
}

const severity = { allowed: 0, undetermined: 1, denied: 2 } satisfies Record<VerdictKind, number>;

export function edgeId(from: NodeId, to: NodeId): string {
  return `${from}>${to}`;
}

/** One edge per pair, in the order of the requests. Requests of a node to itself have none. */
export function meshEdges(overview: MeshOverview): readonly MeshEdge[] {
  const edges = new Map<string, MeshEdge>();
  for (const request of overview.requests) {
    if (request.from === request.to) continue;
    const id = edgeId(request.from, request.to);
    const known = edges.get(id);
    edges.set(id, known === undefined ? fresh(id, request) : joined(known, request));
  }
  return [...edges.values()];
}

function fresh(id: string, { from, to, verdict, encryption, what }: RequestOverview): MeshEdge {
  return { id, from, to, verdict, encryption, what: [what] };
}

function joined(edge: MeshEdge, request: RequestOverview): MeshEdge {
  return {
    ...edge,
    verdict: severity[request.verdict] > severity[edge.verdict] ? request.verdict : edge.verdict,
    encryption: bothEncryptions(edge.encryption, request.encryption),
    what: edge.what.includes(request.what) ? edge.what : [...edge.what, request.what],
  };
}

function bothEncryptions(a: EdgeEncryption, b: EdgeEncryption): EdgeEncryption {
  if (a === b || b === 'unknown') return a;
  return a === 'unknown' ? b : 'mixed';
}
