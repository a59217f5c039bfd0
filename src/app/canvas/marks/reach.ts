import { createContext } from 'react';
import type { ReachState } from '../../../core/model/compromise.ts';
import type { NodeId } from '../../../core/model/overview.ts';

/** How far a workload that counts as taken over gets, by node; null: none does. It lies over the nodes as they are. */
export type ReachMarks = ReadonlyMap<NodeId, ReachState | 'taken'> | null;

export const ReachContext = createContext<ReachMarks>(null);
