import type { JSX } from 'react';
import { reachWords } from '../../../content/locales/en/takenOver.ts';
import type { ReachState } from '../../../core/model/compromise.ts';
import type { VerdictKind } from '../../../core/model/trace.ts';
import css from './ReachMark.module.css';
import { VerdictGlyph } from './VerdictGlyph.tsx';

const verdicts = {
  reached: 'allowed',
  past: 'allowed',
  unclear: 'undetermined',
  stopped: 'denied',
} as const satisfies Record<ReachState, VerdictKind>;

/** About as wide as its letters are. */
const letter = 6.5;

/** A tag on a node's edge while a workload counts as taken over, right of the door in the middle: a sign and a word. */
export function ReachMark({
  reach,
  width,
  at,
}: {
  reach: ReachState | 'taken';
  width: number;
  /** The height of the edge that it stands on. */
  at: number;
}): JSX.Element {
  const start = reach === 'taken' ? 10 : 23;
  const text = reachWords[reach];
  return (
    <g className={css.tag} data-reach={reach} transform={`translate(${width / 2 + 16} ${at - 10})`}>
      <rect width={start + text.length * letter + 9} height="20" rx="10" />
      {reach !== 'taken' && <VerdictGlyph verdict={verdicts[reach]} x={12} y={10} r={6.5} />}
      <text x={start} y="14">
        {text}
      </text>
    </g>
  );
}
