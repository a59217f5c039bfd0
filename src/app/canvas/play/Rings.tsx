import type { JSX } from 'react';
import type { Frame } from '../../../core/model/story.ts';
import css from '../draw.module.css';
import { pointAt } from '../route/line.ts';
import type { Play } from '../scene/scene.ts';
import own from './play.module.css';

interface Props {
  readonly play: Play;
  readonly frame: Frame;
  readonly preview: Frame | null;
}

/** Marks the part that the present step is about, and rings the part of a hovered one. */
export function Rings({ play, frame, preview }: Props): JSX.Element {
  const here = play.track.stations.get(frame.id);
  const hovered = preview === null ? undefined : play.track.stations.get(preview.id);
  const at = here === undefined ? null : pointAt(play.track.line, here.mark);
  const over = hovered === undefined ? null : pointAt(play.track.line, hovered.mark);
  return (
    <>
      {here !== undefined && at !== null && (
        <circle className={own.here} cx={at.x} cy={at.y} r="18" data-ring={frame.id} data-part={here.part.kind} />
      )}
      {hovered !== undefined && over !== null && hovered.part.kind !== 'node' && (
        <g data-preview={preview?.id}>
          {hovered.part.kind === 'gate' ? (
            <rect className={css.ring} x={over.x - 18} y={over.y - 25} width="36" height="50" rx="8" />
          ) : (
            <circle className={css.ring} cx={over.x} cy={over.y} r="17" />
          )}
        </g>
      )}
    </>
  );
}
