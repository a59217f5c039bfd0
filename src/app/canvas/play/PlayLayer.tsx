import { type JSX, useMemo } from 'react';
import type { Frame, FrameId, Story } from '../../../core/model/story.ts';
import css from '../draw.module.css';
import { pointAt } from '../route/line.ts';
import type { Play } from '../scene/scene.ts';
import { numbersOf } from '../story/gates.ts';
import type { CanvasSay, Motion } from '../types.ts';
import { useCue } from './cue.ts';
import { GateMark } from './GateMark.tsx';
import { gateState, isAtGate, isTube, momentOf, wireLock, wrapping } from './moment.ts';
import { PacketMark } from './PacketMark.tsx';
import { PlateMark } from './PlateMark.tsx';
import { Rings } from './Rings.tsx';
import { StopMark } from './StopMark.tsx';
import { Trail } from './Trail.tsx';
import { WayMarks } from './WayMarks.tsx';

interface Props {
  readonly story: Story;
  readonly frame: Frame;
  readonly preview: Frame | null;
  readonly play: Play;
  readonly motion: Motion;
  readonly rate: number;
  readonly stepNumbers: ReadonlyMap<FrameId, number>;
  readonly say: CanvasSay;
}

/** The request on its way: trail, open gates, packet, and the plate under the gate that stopped it. */
export function PlayLayer({ story, frame, preview, play, motion, rate, stepNumbers, say }: Props): JSX.Element | null {
  const { track, passage, active } = play;
  const cue = useCue(story, frame, track, motion, rate);
  const moment = useMemo(() => momentOf(story, frame, play), [story, frame, play]);
  if (moment === null) return null;
  const answer = frame.step.kind === 'answer';
  const leg = track.legs[active];
  return (
    <>
      <svg className={css.svg} width="1" height="1" aria-hidden="true" style={{ zIndex: 20 }}>
        {track.legs.map((one, i) => (
          <Trail
            key={`${one.from}>${one.to ?? ''}`}
            line={track.line}
            leg={one}
            lock={wireLock(story, play, i)}
            tube={isTube(story, play, i)}
            reach={moment.reach}
            packet={moment.station.at}
            stop={moment.stop?.leg === i ? moment.stop.mark : null}
            cue={cue}
          />
        ))}
        <WayMarks story={story} play={play} moment={moment} stepNumbers={stepNumbers} />
        {passage !== null &&
          leg !== undefined &&
          passage.gates.map((gate, i) => {
            const at = leg.gates[i] ?? 0;
            const { x, y } = pointAt(track.line, at);
            return (
              <GateMark
                key={gate.key}
                gate={gate.key}
                state={gateState(gate, moment)}
                label={say.gate(gate.step)}
                number={numbersOf(gate.frames, stepNumbers)}
                now={isAtGate(frame, gate)}
                x={x}
                y={y}
                at={at}
                cue={cue}
              />
            );
          })}
        <StopMark play={play} moment={moment} verdict={story.trace.verdict.kind} cue={cue} />
        {play.name !== null && (
          <text className={css.sub} x={play.name.x} y={play.name.y + 14}>
            {play.name.text}
          </text>
        )}
        <Rings play={play} frame={frame} preview={preview} />
      </svg>
      <PacketMark
        track={track}
        at={moment.station.at}
        wrapped={wrapping(frame, play)}
        reply={answer ? say.reply(story.trace.caller) : null}
        stopped={frame.deciding && frame.outcome !== 'passed'}
        cue={cue}
      />
      {play.plate !== null && moment.stop !== null && (
        <svg className={css.svg} width="1" height="1" style={{ zIndex: 25 }} role="presentation">
          <PlateMark plate={play.plate} cue={cue} />
        </svg>
      )}
    </>
  );
}
