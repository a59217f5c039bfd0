import { createContext } from 'react';
import type { FlowChange, FlowDifference } from '../../../core/model/difference.ts';
import { edgeId } from '../scene/edges.ts';

/** What became of the flows of each edge, by its id; null: nothing is compared. */
export type EdgeChanges = ReadonlyMap<string, FlowChange> | null;

/** What is compared is not part of the mesh: it lies over the edges as they are. */
export const ChangesContext = createContext<EdgeChanges>(null);

const weight = { reason: 0, unclear: 1, closed: 2, opened: 3 } as const satisfies Record<FlowChange, number>;

/** The edges whose flows end otherwise, each with what matters most of it. */
export function changesOf({ flows }: FlowDifference): EdgeChanges {
  const changes = new Map<string, FlowChange>();
  for (const { caller, node, change } of flows) {
    const id = edgeId(caller, node);
    const known = changes.get(id);
    if (known === undefined || weight[change] > weight[known]) changes.set(id, change);
  }
  return changes;
}
