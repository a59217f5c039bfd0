import type { MeshOverview, NodeId } from '../../../core/model/overview.ts';

/** Which namespaces are drawn folded, and which of their nodes stand out of them because a story goes there. */
export interface Fold {
  readonly folded: ReadonlySet<string>;
  readonly kept: ReadonlySet<NodeId>;
}

export const unfolded: Fold = { folded: new Set(), kept: new Set() };

const prefix = 'namespace:';

/** The node that stands for what is folded away in a namespace. */
export const foldId = (namespace: string): NodeId => prefix + namespace;

/** The namespace that a node stands for; null for any other node. */
export function foldedNamespace(id: NodeId): string | null {
  return id.startsWith(prefix) ? id.slice(prefix.length) : null;
}

/** Under which node each workload that is folded away is drawn. */
export function hiddenBy(overview: MeshOverview, { folded, kept }: Fold): ReadonlyMap<NodeId, NodeId> {
  const hidden = new Map<NodeId, NodeId>();
  if (folded.size === 0) return hidden;
  for (const { id, namespace } of overview.workloads)
    if (folded.has(namespace) && !kept.has(id)) hidden.set(id, foldId(namespace));
  return hidden;
}
