import type { NodeId } from '../../../core/model/overview.ts';
import type { MtlsMode } from '../../../core/model/trace.ts';
import type { MeshNode } from '../layout/meshGraph.ts';
import type { LockKind } from '../marks/Lock.tsx';
import type { Side } from '../route/candidates.ts';

export interface Door {
  readonly side: Side;
  readonly kind: 'in' | 'out';
}

/** What one node shows. A type alias, because the graph library wants an index signature. */
export type NodeView = {
  readonly node: MeshNode;
  /** Second line: the service account, or why there is none. */
  readonly sub: string;
  /** The workload's own lock, where its mode is not the namespace's. */
  readonly lock: LockKind | null;
  /** Its pod is not there, or not ready. */
  readonly waiting: boolean;
  readonly policies: number;
  /** How many policies written for it istiod refuses. */
  readonly rejected: number;
  readonly doors: readonly Door[];
  /** On the way that is played. */
  readonly onPath: boolean;
  /** Length of the open passage; 0 = closed. */
  readonly passage: number;
  /** The passage unfolds instead of being there at once. */
  readonly unfolds: boolean;
  readonly selected: boolean;
  readonly previewed: boolean;
  /** The one node that Tab reaches. */
  readonly tabStop: boolean;
  readonly label: string;
  readonly onFocus: (id: NodeId) => void;
  readonly onDoor: (id: NodeId, door: 'in' | 'out') => void;
};

const locks = { STRICT: 'closed', PERMISSIVE: 'half', DISABLE: 'open' } satisfies Record<MtlsMode, LockKind>;

export function lockOf(mode: MtlsMode): LockKind {
  return locks[mode];
}

/** Names over 20 characters lose their middle; the whole name is in the title. */
export function shortName(name: string): string {
  return name.length > 20 ? `${name.slice(0, 8)}…${name.slice(-7)}` : name;
}

/** Accounts keep their end: the end is what differs. */
export function shortAccount(account: string, width: number): string {
  const room = Math.floor((width - 40) / 8.5);
  return account.length > room ? `…${account.slice(-(room - 1))}` : account;
}
