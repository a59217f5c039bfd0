import { type JSX, useLayoutEffect, useRef } from 'react';
import css from '../draw.module.css';
import { Lock, type LockKind } from '../marks/Lock.tsx';
import { cut, type Line, pointAt, toPath } from '../route/line.ts';
import type { Leg } from '../story/track.ts';
import { animate } from './animate.ts';
import type { Cue } from './cue.ts';

interface Props {
  readonly line: Line;
  readonly leg: Leg;
  readonly lock: LockKind | null;
  /** It lies in a tunnel of HBONE. */
  readonly tube: boolean;
  /** How far the request has got. */
  readonly reach: number;
  /** Where the packet stands: the lock under it is not drawn. */
  readonly packet: number;
  /** Where the request was stopped for good; null while it can still go on. */
  readonly stop: number | null;
  readonly cue: Cue | null;
}

const lockGap = 13;
const tailInside = 4;

/** The way of one stretch: trail behind the packet, plain line ahead, thin dashes where it will never get. */
export function Trail({ line, leg, lock, tube, reach, packet, stop, cue }: Props): JSX.Element {
  const end = Math.min(reach, leg.end);
  const shown = lock !== null && leg.mouth - leg.door >= 40 && Math.abs(packet - leg.wire) > 30;
  const gap = shown ? { from: leg.wire - lockGap, to: leg.wire + lockGap } : null;
  const at = pointAt(line, leg.wire);
  const ahead = Math.max(leg.door, end);
  const step = cue !== null && cue.to > cue.from ? Math.max(leg.door, Math.min(end, cue.from)) : end;
  const fresh = useRef<SVGGElement>(null);
  const gone = useRef<SVGGElement>(null);
  useLayoutEffect(() => {
    if (cue === null || cue.to <= cue.from) return;
    const hidden = { duration: cue.travel, rate: cue.rate };
    // What the packet has yet to bring about is there when it arrives, not before.
    const running = [fresh.current, gone.current].map((part) => animate(part, { opacity: [0, 0] }, hidden));
    return () => {
      for (const one of running) one?.cancel();
    };
  }, [cue]);
  return (
    <g data-leg={`${leg.from}>${leg.to ?? ''}`}>
      {tube &&
        [`${css.tube} ${css.onPath}`, css.bore].map((name) => (
          <Pieces key={name} className={name} line={line} from={leg.door} to={leg.mouth} gap={gap} />
        ))}
      {stop === null && <Pieces className={css.line} line={line} from={ahead} to={leg.mouth} gap={gap} />}
      {stop !== null && (
        <g ref={gone}>
          <Pieces
            className={css.ghost}
            line={line}
            from={Math.max(stop + 20, leg.door)}
            to={leg.end - tailInside}
            gap={gap}
          />
        </g>
      )}
      <g data-trail="">
        <Pieces className={css.trail} line={line} from={leg.door - 3} to={step} gap={gap} />
        <g ref={fresh}>
          <Pieces className={css.trail} line={line} from={step} to={end} gap={gap} />
        </g>
      </g>
      {shown && <Lock kind={lock} x={at.x} y={at.y} scale={1.15} onTrail={end > leg.wire} />}
    </g>
  );
}

interface PiecesProps {
  readonly className: string | undefined;
  readonly line: Line;
  readonly from: number;
  readonly to: number;
  readonly gap: { readonly from: number; readonly to: number } | null;
}

function Pieces({ className, line, from, to, gap }: PiecesProps): JSX.Element | null {
  if (to - from < 1) return null;
  const spans =
    gap === null
      ? [[from, to] as const]
      : ([
          [from, Math.min(to, gap.from)],
          [Math.max(from, gap.to), to],
        ] as const);
  return (
    <>
      {spans.map(([a, b]) => (b - a < 1 ? null : <path key={a} className={className} d={toPath(cut(line, a, b))} />))}
    </>
  );
}
