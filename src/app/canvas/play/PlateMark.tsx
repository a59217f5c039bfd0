import { type JSX, useLayoutEffect, useRef } from 'react';
import css from '../draw.module.css';
import { type PlacedPlate, plateColumn } from '../scene/plate.ts';
import { animate } from './animate.ts';
import { type Cue, timing } from './cue.ts';
import own from './play.module.css';

/** Under the shut gate: what it asks for over what the caller is. */
export function PlateMark({ plate, cue }: { readonly plate: PlacedPlate; readonly cue: Cue | null }): JSX.Element {
  const root = useRef<SVGGElement>(null);
  const appeared = useRef(false);
  useLayoutEffect(() => {
    if (appeared.current || cue === null) return;
    appeared.current = true;
    const { rate, travel } = cue;
    const shown = { duration: timing.plate, delay: travel + timing.plateDelay, easing: 'ease-out', rate };
    const running = animate(root.current, { opacity: [0, 1], transform: ['translateY(4px)', 'none'] }, shown);
    return () => running?.cancel();
  }, [cue]);
  return (
    <g ref={root} data-plate="">
      <g transform={`translate(${plate.x} ${plate.y})`} className={css.lift}>
        <path className={own.plate} d={outline(plate)} />
        {plate.rows.map((row, i) => (
          <g key={row.key} transform={`translate(18 ${i * 23 + 27})`}>
            <text className={own.plateKey}>{row.key}</text>
            <text className={`${own.plateValue} ${row.fails ? own.plateFails : ''}`} x={plateColumn - 18}>
              {row.value}
              {row.note !== '' && (
                <tspan className={own.plateNote} dx="8">
                  {row.note}
                </tspan>
              )}
            </text>
          </g>
        ))}
      </g>
    </g>
  );
}

function outline({ width: w, height: h, pointer, below }: PlacedPlate): string {
  const p = Math.max(24, Math.min(w - 24, pointer));
  const top = below ? `H${p - 11}l11 -12 11 12H${w - 10}` : `H${w - 10}`;
  const base = below ? 'H10' : `H${p + 11}l-11 12 -11 -12H10`;
  return `M10 0${top}a10 10 0 0 1 10 10V${h - 10}a10 10 0 0 1 -10 10${base}a10 10 0 0 1 -10 -10V10a10 10 0 0 1 10 -10Z`;
}
