import { type JSX, useLayoutEffect, useRef } from 'react';
import own from './play.module.css';
import { VerdictGlyph } from '../marks/VerdictGlyph.tsx';
import type { GateKey, GateState } from '../story/gates.ts';
import { animate } from './animate.ts';
import { type Cue, easing, timing, whenAt } from './cue.ts';

interface Props {
  readonly gate: GateKey;
  readonly state: GateState;
  readonly label: string;
  readonly number: string;
  readonly now: boolean;
  readonly x: number;
  readonly y: number;
  /** Distance along the track, for the moment the packet gets here. */
  readonly at: number;
  readonly cue: Cue | null;
}

/** One gate across the lane. What it does is complete when still; the cue only shows it happen. */
export function GateMark({ gate, state, label, number, now, x, y, at, cue }: Props): JSX.Element {
  const root = useRef<SVGGElement>(null);
  const before = useRef(state);
  useLayoutEffect(() => {
    const changed = before.current === 'ahead' && state !== 'ahead';
    before.current = state;
    if (!changed || cue === null || root.current === null) return;
    const running = act(root.current, state, cue, at);
    return () => {
      for (const one of running) one?.cancel();
    };
  }, [state, cue, at]);
  return (
    <g ref={root} transform={`translate(${x} ${y})`} data-gate={gate} data-state={state}>
      <text className={own.gateLabel} y="-29">
        {label}
      </text>
      {gate === 'audit' ? <circle className={own.barAhead} r="2.5" /> : <Bar state={state} />}
      {number !== '' && (
        <text className={`${own.number} ${now ? own.numberNow : ''}`} y="39">
          {number}
        </text>
      )}
    </g>
  );
}

function Bar({ state }: { readonly state: GateState }): JSX.Element {
  const closed = (
    <rect
      className={own.barAhead}
      data-bar="ahead"
      x="-2.5"
      y="-19"
      width="5"
      height="38"
      rx="2"
      opacity={state === 'ahead' ? 1 : 0}
    />
  );
  switch (state) {
    case 'ahead':
      return closed;
    case 'open':
      return (
        <>
          {closed}
          <g data-bar="now">
            <rect className={`${own.post} ${own.postTop}`} x="-2.5" y="-19" width="5" height="9" rx="2" />
            <rect className={`${own.post} ${own.postBottom}`} x="-2.5" y="10" width="5" height="9" rx="2" />
            <VerdictGlyph verdict="allowed" x={0} y={0} r={8} />
          </g>
        </>
      );
    case 'shut':
      return (
        <>
          {closed}
          <g data-bar="now">
            <rect className={own.barShut} x="-3" y="-23" width="6" height="46" rx="2.5" />
            <VerdictGlyph verdict="denied" x={0} y={0} r={14.8} />
          </g>
        </>
      );
    case 'unknown':
      return (
        <g data-bar="now">
          <rect className={own.barUnknown} x="-2.5" y="-24" width="5" height="48" rx="2" />
          <VerdictGlyph verdict="undetermined" x={0} y={0} r={12.2} />
        </g>
      );
  }
}

function act(root: SVGGElement, state: GateState, cue: Cue, at: number): (Animation | null)[] {
  const { rate } = cue;
  const opens = state === 'open';
  const delay = Math.max(1, opens ? whenAt(cue, at) - timing.gateOpens - timing.early : cue.travel);
  const glyph = root.querySelector('[data-glyph]');
  const wait = [
    animate(root.querySelector('[data-bar="ahead"]'), { opacity: [1, 1] }, { duration: delay, rate }),
    animate(root.querySelector('[data-bar="now"]'), { opacity: [0, 0] }, { duration: delay, rate }),
  ];
  const posts = [...root.querySelectorAll(`.${own.post}`)].map((post) =>
    animate(
      post,
      { transform: ['scaleY(2.1)', 'none'] },
      { duration: timing.gateOpens, delay, easing: easing.gate, rate },
    ),
  );
  const bar = animate(
    root.querySelector(`.${own.barShut}`),
    { transform: ['scaleY(0)', 'none'] },
    { duration: timing.gateShuts, delay, easing: easing.gate, rate },
  );
  const pop = animate(
    glyph,
    { opacity: [0, 1], transform: ['scale(.6)', 'none'] },
    { duration: timing.glyph, delay, easing: easing.gate, rate },
  );
  return [...wait, ...posts, bar, pop];
}
