import type { JSX } from 'react';
import type { FrameId, Story } from '../../../core/model/story.ts';
import own from './play.module.css';
import { VerdictGlyph } from '../marks/VerdictGlyph.tsx';
import { type Line, pointAt } from '../route/line.ts';
import type { Play } from '../scene/scene.ts';
import { numbersOf, stateAt } from '../story/gates.ts';
import type { Leg } from '../story/track.ts';
import { framesAt, type Moment } from './moment.ts';

interface Props {
  readonly story: Story;
  readonly play: Play;
  readonly moment: Moment;
  readonly stepNumbers: ReadonlyMap<FrameId, number>;
}

/** Out-doors that were passed, and the step numbers of doors and wires. */
export function WayMarks({ story, play, moment, stepNumbers }: Props): JSX.Element {
  return (
    <>
      {play.track.legs.map((leg, i) => {
        if (i > play.active) return null;
        const exit = framesAt(story, play, i, 'exit');
        const wire = framesAt(story, play, i, 'wire');
        return (
          <g key={`${leg.from}>${leg.to ?? ''}`}>
            {stateAt(exit, moment.index, moment.now) === 'open' && <OutDoor line={play.track.line} leg={leg} />}
            <Numbers line={play.track.line} at={leg.door} text={numbersOf(exit, stepNumbers)} aside={20} />
            <Numbers
              line={play.track.line}
              at={leg.wire}
              text={numbersOf(wire, stepNumbers)}
              aside={0}
              under={standsAt(moment, i, leg.wire)}
            />
          </g>
        );
      })}
    </>
  );
}

function OutDoor({ line, leg }: { readonly line: Line; readonly leg: Leg }): JSX.Element {
  const { x, y } = pointAt(line, leg.door - 4);
  const level = isLevel(line, leg.door - 2);
  return (
    <g data-out-door={leg.from}>
      <g transform={`translate(${x} ${y}) rotate(${level ? 0 : 90})`}>
        <rect className={own.post} x="-2" y="-12" width="4" height="6" rx="1.5" />
        <rect className={own.post} x="-2" y="6" width="4" height="6" rx="1.5" />
      </g>
      <VerdictGlyph verdict="allowed" x={x} y={y} r={8} />
    </g>
  );
}

interface NumbersProps {
  readonly line: Line;
  readonly at: number;
  readonly text: string;
  /** How far along a level line the number stands beside its place. */
  readonly aside: number;
  /** The packet stands there now, and takes more room. */
  readonly under?: boolean;
}

/** Under a level line, beside a steep one. */
function Numbers({ line, at, text, aside, under = false }: NumbersProps): JSX.Element | null {
  if (text === '') return null;
  const { x, y } = pointAt(line, at);
  if (isLevel(line, at + 4))
    return (
      <text className={own.number} x={x + aside} y={y + (under ? 35 : 24)}>
        {text}
      </text>
    );
  const down = pointAt(line, at + 6).y > y;
  const past = aside === 0 ? 5 : down ? 20 : -10;
  return (
    <text className={own.number} x={x + (under ? 27 : 16) + text.length * 3} y={y + past}>
      {text}
    </text>
  );
}

function standsAt(moment: Moment, leg: number, at: number): boolean {
  return moment.station.leg === leg && Math.abs(moment.station.at - at) < 24;
}

function isLevel(line: Line, at: number): boolean {
  const [a, b] = [pointAt(line, at - 3), pointAt(line, at + 3)];
  return Math.abs(b.x - a.x) >= Math.abs(b.y - a.y);
}
