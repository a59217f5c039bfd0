import { type JSX, useLayoutEffect, useRef } from 'react';
import type { VerdictKind } from '../../../core/model/trace.ts';
import own from './play.module.css';
import { VerdictGlyph } from '../marks/VerdictGlyph.tsx';
import { pointAt } from '../route/line.ts';
import type { Play } from '../scene/scene.ts';
import { animate } from './animate.ts';
import { type Cue, easing, timing } from './cue.ts';
import type { Moment } from './moment.ts';

interface Props {
  readonly play: Play;
  readonly moment: Moment;
  readonly verdict: VerdictKind;
  readonly cue: Cue | null;
}

/** Where a request ends that no gate has stopped: at an out-door, on the wire, before an app that does not listen. */
export function StopMark({ play, moment, verdict, cue }: Props): JSX.Element | null {
  const stop = moment.stop;
  const root = useRef<SVGGElement>(null);
  const present = stop !== null && stop.part.kind !== 'gate';
  useLayoutEffect(() => {
    if (!present || cue === null) return;
    const shown = { duration: timing.glyph, delay: cue.travel, easing: easing.gate, rate: cue.rate };
    const running = animate(root.current, { opacity: [0, 1] }, shown);
    return () => running?.cancel();
  }, [present, cue]);
  if (stop === null || !present) return null;
  const { x, y } = pointAt(play.track.line, stop.mark);
  const [a, b] = [pointAt(play.track.line, stop.mark - 3), pointAt(play.track.line, stop.mark + 3)];
  const angle = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
  return (
    <g ref={root} data-stop={stop.part.kind} data-state={verdict === 'denied' ? 'shut' : 'unknown'}>
      <rect
        className={verdict === 'denied' ? own.barShut : own.barUnknown}
        x="-3"
        y="-23"
        width="6"
        height="46"
        rx="2.5"
        transform={`translate(${x} ${y}) rotate(${angle})`}
        style={{ transformBox: 'view-box', transformOrigin: '0 0' }}
      />
      <VerdictGlyph verdict={verdict} x={x} y={y} r={14.8} />
    </g>
  );
}
