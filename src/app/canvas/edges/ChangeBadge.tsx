import type { JSX } from 'react';
import type { FlowChange } from '../../../core/model/difference.ts';
import css from './ChangeBadge.module.css';

const signs = { opened: '+', closed: '−', unclear: '?', reason: '≠' } as const satisfies Record<FlowChange, string>;

/** A sign on an edge whose flows end otherwise in the other version. */
export function ChangeBadge({
  change,
  at: { x, y },
}: {
  change: FlowChange;
  at: { x: number; y: number };
}): JSX.Element {
  return (
    <g className={css[change]} transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`} data-badge={change}>
      <rect x="-10" y="-10" width="20" height="20" rx="5" className={css.plate} />
      <text className={css.sign} textAnchor="middle" dominantBaseline="central">
        {signs[change]}
      </text>
    </g>
  );
}
