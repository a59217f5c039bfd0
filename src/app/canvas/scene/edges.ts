import type { MeshOverview, NodeId } from '../../../core/model/overview.ts';
import type { VerdictKind } from '../../../core/model/trace.ts';

export type EdgeEncryption = 'mtls' | 'plaintext' | 'mixed' | 'unknown';

/** All connections of prepared requests from one node to another. */
export interface MeshEdge {
  readonly id: string;
  readonly from: NodeId;
  readonly to: NodeId;
  /** The worst of them. */
  readonly verdict: VerdictKind;
  readonly encryption: EdgeEncryption;
  /** All of them go through HBONE. */
  readonly tube: boolean;
  readonly what: readonly string[];
}

/** Where an edge leads, apart from how its requests fare: what its way is found from. */
export interface EdgeEnds {
  readonly id: string;
  readonly from: NodeId;
  readonly to: NodeId;
  /** Whether its encryption is known: a lock tells it. */
  readonly locked: boolean;
}

export function edgeEnds(edges: readonly MeshEdge[]): readonly EdgeEnds[] {
  return edges.map(({ id, from, to, encryption }) => ({ id, from, to, locked: encryption !== 'unknown' }));
}

const severity = { allowed: 0, undetermined: 1, denied: 2 } satisfies Record<VerdictKind, number>;

export function edgeId(from: NodeId, to: NodeId): string {
  return `${from}>${to}`;
}

/** One edge per pair of nodes that are drawn, in the order of the requests. Connections of a node to itself have none. */
export function meshEdges(
  overview: MeshOverview,
  hidden: ReadonlyMap<NodeId, NodeId> = new Map(),
): readonly MeshEdge[] {
  const edges = new Map<string, MeshEdge>();
  for (const { legs, verdict, what } of overview.requests) {
    for (const [index, one] of legs.entries()) {
      const leg = { ...one, from: hidden.get(one.from) ?? one.from, to: hidden.get(one.to) ?? one.to };
      if (leg.from === leg.to) continue;
      const id = edgeId(leg.from, leg.to);
      // Where it went on from, it was let through.
      const own: MeshEdge = {
        id,
        from: leg.from,
        to: leg.to,
        encryption: leg.encryption,
        tube: leg.hbone === true,
        verdict: index < legs.length - 1 ? 'allowed' : verdict,
        what: [what],
      };
      const known = edges.get(id);
      edges.set(id, known === undefined ? own : joined(known, own));
    }
  }
  return [...edges.values()];
}

function joined(edge: MeshEdge, other: MeshEdge): MeshEdge {
  return {
    ...edge,
    verdict: severity[other.verdict] > severity[edge.verdict] ? other.verdict : edge.verdict,
    tube: edge.tube && other.tube,
    encryption: bothEncryptions(edge.encryption, other.encryption),
    what: [...new Set([...edge.what, ...other.what])],
  };
}

function bothEncryptions(a: EdgeEncryption, b: EdgeEncryption): EdgeEncryption {
  if (a === b || b === 'unknown') return a;
  return a === 'unknown' ? b : 'mixed';
}
