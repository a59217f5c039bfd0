import type { JSX } from 'react';
import { reachWords } from '../../../content/locales/en/takenOver.ts';
import type { ReachState } from '../../../core/model/compromise.ts';
import css from './ReachMark.module.css';

const signs = { taken: '!', reached: '✓', past: '⇢', unclear: '?', stopped: '×' } as const satisfies Record<
  ReachState | 'taken',
  string
>;

/** Above a node, while a workload counts as taken over: a sign and a word. */
export function ReachMark({
  reach,
  width,
  lift,
}: {
  reach: ReachState | 'taken';
  width: number;
  lift: number;
}): JSX.Element {
  return (
    <text className={css[reach]} x={width / 2} y={-9 - lift} textAnchor="middle" data-reach={reach}>
      {signs[reach]} {reachWords[reach]}
    </text>
  );
}
