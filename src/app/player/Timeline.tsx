import { useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { FrameId } from '../../core/model/story.ts';
import styles from './Timeline.module.css';
import { Tick } from './Tick.tsx';
import { TickTip } from './TickTip.tsx';
import type { StepsProps } from './stepsProps.ts';
import { timelineKey } from './timelineKeys.ts';
import { trails } from './trail.ts';
import { valueText } from './valueText.ts';

/** The scrubber: a slider over the steps, one tick each, cut per hop. Pointing at a tick names it and moves nothing. */
export function Timeline(props: StepsProps) {
  const { story, hops, numbers, current, detail, say, words, onFrame, onPreview } = props;
  const slots = useRef(new Map<FrameId, HTMLElement>());
  const [pointed, setPointed] = useState<FrameId | null>(null);
  const [focused, setFocused] = useState(false);

  const verdict = story.trace.verdict.kind;
  const lines = trails(hops, current.id, verdict === 'allowed' ? null : story.verdictFrame);
  const frames = hops.flatMap((hop) => hop.frames);
  const hop = story.hops[current.hop];
  const step = numbers.get(current.id) ?? 1;
  const place = hop === undefined ? '' : props.placeName(hop).name;

  const point = (id: FrameId | null) => {
    setPointed(id);
    onPreview(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = timelineKey(event.key, event.shiftKey, story, current.id, detail);
    if (target === null) return;
    // The same arrows step the story from anywhere: they must not do so twice.
    event.preventDefault();
    event.stopPropagation();
    if (pointed !== null) point(null);
    onFrame(target);
  };
  const scrub = (event: PointerEvent) => {
    const nearest = nearestSlot(slots.current, event.clientX);
    if (nearest !== null && nearest !== current.id) onFrame(nearest);
  };

  const named = pointed ?? (focused ? current.id : null);
  const namedFrame = frames.find((frame) => frame.id === named);
  return (
    <>
      <div
        className={styles.timeline}
        role="slider"
        tabIndex={0}
        aria-label={words.timeline}
        aria-valuemin={1}
        aria-valuemax={frames.length}
        aria-valuenow={step}
        aria-valuetext={valueText(current, { step, total: frames.length, place, sentence: say(current.long) }, words)}
        onKeyDown={onKeyDown}
        onFocus={(event) => setFocused(event.target.matches(':focus-visible'))}
        onBlur={() => setFocused(false)}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          scrub(event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && scrub(event)}
        onPointerLeave={() => point(null)}
      >
        {hops.map(({ hop: { id }, index, frames: steps }, column) => (
          <div key={id} className={styles.hop} data-hop={index}>
            <Line played={lines[column]?.played ?? 0} request={lines[column]?.request ?? 0} />
            {steps.map((frame) => (
              <span
                key={frame.id}
                className={styles.slot}
                data-tick={frame.id}
                data-playhead={frame.id === current.id || undefined}
                ref={(element) => {
                  if (element !== null) slots.current.set(frame.id, element);
                  return () => void slots.current.delete(frame.id);
                }}
                onPointerEnter={(event) => event.pointerType !== 'touch' && point(frame.id)}
              >
                <Tick
                  frame={frame}
                  verdict={verdict}
                  current={frame.id === current.id}
                  ahead={props.ahead(frame)}
                  preview={frame.id === props.preview}
                  quiet={!props.listed(frame)}
                />
              </span>
            ))}
          </div>
        ))}
      </div>
      {namedFrame !== undefined && (
        <TickTip
          anchor={() => slots.current.get(namedFrame.id)}
          step={numbers.get(namedFrame.id) ?? 1}
          sentence={say(namedFrame.long)}
        />
      )}
    </>
  );
}

function Line({ played, request }: { played: number; request: number }) {
  return (
    <span className={styles.line}>
      <span className={styles.played} style={{ width: `${played * 100}%` }} />
      <span className={styles.request} style={{ width: `${request * 100}%` }} />
    </span>
  );
}

function nearestSlot(slots: ReadonlyMap<FrameId, HTMLElement>, x: number): FrameId | null {
  let nearest: { id: FrameId; distance: number } | null = null;
  for (const [id, element] of slots) {
    const { left, width } = element.getBoundingClientRect();
    const distance = Math.abs(left + width / 2 - x);
    if (nearest === null || distance < nearest.distance) nearest = { id, distance };
  }
  return nearest?.id ?? null;
}
