import type { Node, NodeProps } from '@xyflow/react';
import { type JSX, memo } from 'react';
import css from '../draw.module.css';
import { metrics } from '../layout/metrics.ts';
import { Lock, type LockKind } from '../marks/Lock.tsx';
import { workloadCount } from '../../../content/locales/en/canvas.ts';
import own from './plot.module.css';

export type PlotView = {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly lock: LockKind | null;
  readonly mode: string;
  /** How many workloads stand in it, shown instead of them from far away; null when they are drawn. */
  readonly collapsed: number | null;
};
export type PlotFlowNode = Node<PlotView, 'plot'>;

/** The ground of one namespace. */
export const PlotNode = memo(function PlotNode({ data }: NodeProps<PlotFlowNode>): JSX.Element {
  const { name, width, height, lock, mode, collapsed } = data;
  return (
    <div data-plot={name} aria-hidden="true" lang="en" style={{ width, height }}>
      <svg className={css.svg} width={width} height={height}>
        <rect className={css.plotFill} width={width} height={height} rx={metrics.plot.radius} />
        {collapsed !== null && <FarTitle name={name} width={width} height={height} count={collapsed} />}
      </svg>
      {collapsed === null && (
        <div className={own.title}>
          <span className={own.name}>{name}</span>
          {lock !== null && (
            <svg viewBox="-6 -8 12 16" width="12" height="16">
              <Lock kind={lock} x={0} y={0} />
            </svg>
          )}
          <span className={own.mode}>{mode}</span>
        </div>
      )}
    </div>
  );
});

/** Large enough to read when the whole mesh is in view. */
function FarTitle({
  name,
  width,
  height,
  count,
}: {
  name: string;
  width: number;
  height: number;
  count: number;
}): JSX.Element {
  const size = Math.min(height * 0.28, (width * 1.5) / Math.max(8, name.length));
  return (
    <>
      <text className={css.middle} x={width / 2} y={height / 2} style={{ fontSize: size, fontWeight: 600 }}>
        {name}
      </text>
      <text
        className={`${css.middle} ${own.count}`}
        x={width / 2}
        y={height / 2 + size * 0.9}
        style={{ fontSize: size * 0.6 }}
      >
        {workloadCount(count)}
      </text>
    </>
  );
}
