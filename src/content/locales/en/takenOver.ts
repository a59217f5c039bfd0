import type { ReachState } from '../../../core/model/compromise.ts';

/** What leads to the list of what a workload would reach. */
export const takenOverWords = {
  command: 'If a workload were taken over: what it would reach…',
  menu: 'If this were taken over…',
} as const;

/** What stands at a node on the canvas, in a word. */
export const reachWords = {
  taken: 'taken over',
  reached: 'reached',
  past: 'reached past its sidecar',
  unclear: "can't tell",
  stopped: 'not reached',
} as const satisfies Record<ReachState | 'taken', string>;
