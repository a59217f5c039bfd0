import { type JSX, useLayoutEffect, useRef } from 'react';
import { pointAt } from '../route/line.ts';
import type { Track } from '../story/track.ts';
import { words } from '../../../content/locales/en/canvas.ts';
import { animate } from './animate.ts';
import { type Cue, easing, timing } from './cue.ts';
import css from './packet.module.css';

interface Props {
  readonly track: Track;
  readonly at: number;
  /** Encrypted on the wire: a ring, and a lock where the mesh does it. */
  readonly wrapped: 'mtls' | 'tls' | null;
  /** The code on the way back; null on the way there. */
  readonly reply: string | null;
  readonly stopped: boolean;
  readonly cue: Cue | null;
}

/** The packet where it stands; with a cue it travels there over the line that is drawn. */
export function PacketMark({ track, at, wrapped, reply, stopped, cue }: Props): JSX.Element {
  const outer = useRef<HTMLDivElement>(null);
  const inner = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => {
    if (cue === null) return;
    const { rate, travel } = cue;
    const way = cue.points.map(({ x, y }) => ({ transform: `translate(${x}px, ${y}px)` }));
    const running = [animate(outer.current, way, { duration: travel, easing: easing.travel, rate })];
    if (stopped) {
      const back = { duration: timing.back, delay: travel, easing: 'ease-out', rate };
      running.push(animate(inner.current, { transform: ['translateX(6px)', 'none'] }, back));
    }
    return () => {
      for (const one of running) one?.cancel();
    };
  }, [cue, stopped]);
  const { x, y } = pointAt(track.line, at);
  return (
    <div
      ref={outer}
      className={css.packet}
      style={{ transform: `translate(${x}px, ${y}px)` }}
      data-testid="packet"
      data-wire={wrapped ?? 'plaintext'}
      data-reply={reply ?? undefined}
      role="img"
      aria-label={words.packet}
    >
      <svg ref={inner} className={css.drawing} viewBox="-24 -24 48 48" width="48" height="48" aria-hidden="true">
        <circle className={css.halo} r={wrapped === null ? 15 : 20} />
        {wrapped !== null && <circle className={css.ring} r="17.5" />}
        <circle className={css.disc} r="12.5" />
        {reply === null ? (
          <path className={css.envelope} d="M-5.5 -3.8h11v7.6h-11zM-5.2 -3.4 0 .9l5.2 -4.3" />
        ) : (
          <text className={css.code} y="4">
            {reply}
          </text>
        )}
        {wrapped === 'mtls' && (
          <g transform="translate(13.5 -12)">
            <circle className={css.halo} r="9" />
            <g className={css.lock} transform="scale(.9)">
              <path d="M-2.6 -1V-3a2.6 2.6 0 0 1 5.2 0v2" />
              <rect className={css.body} x="-4.2" y="-1" width="8.4" height="6.2" rx="1.4" />
            </g>
          </g>
        )}
      </svg>
    </div>
  );
}
