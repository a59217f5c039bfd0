import type { JSX } from 'react';
import css from '../draw.module.css';
import { rejectedCount } from '../../../content/locales/en/canvas.ts';

/** A tag on the node's lower edge, right of the door there: policies were written for it, and istiod takes none of these. */
export function RejectedMark({
  count,
  width,
  height,
  drop,
}: {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly drop: number;
}): JSX.Element {
  const text = rejectedCount(count);
  const wide = text.length * 5.9 + 16;
  return (
    <g
      className={css.rejected}
      data-rejected={count}
      transform={`translate(${width - wide + 10} ${height - 11 + drop})`}
    >
      <rect x=".75" y=".75" width={wide - 1.5} height="18.5" rx="9.5" />
      <text x="8" y="14">
        {text}
      </text>
    </g>
  );
}
