import type { KeyboardEvent } from 'react';
import styles from './StepList.module.css';
import { StepRow } from './StepRow.tsx';
import type { StepsProps } from './stepsProps.ts';

/** The steps in words, each under its tick. One tab stop; up and down move along the steps. */
export function StepList(props: StepsProps) {
  const { hops, numbers, current, say, placeName, words } = props;
  return (
    <ol className={styles.list} aria-label={words.steps} onKeyDown={walk}>
      {hops.map(({ hop, index, frames }) => {
        const place = placeName(hop);
        return (
          <li key={hop.id} className={styles.hop} data-hop={index}>
            <h3 className={styles.place}>
              <span>{place.name}</span>
              {place.part !== '' && <span className={styles.part}>{place.part}</span>}
            </h3>
            <ol className={styles.steps}>
              {frames.filter(props.listed).map((frame) => (
                <StepRow
                  key={frame.id}
                  frame={frame}
                  number={numbers.get(frame.id) ?? 0}
                  sentence={say(frame.short)}
                  current={frame.id === current.id}
                  preview={frame.id === props.preview}
                  onFrame={props.onFrame}
                  onPreview={props.onPreview}
                  words={words}
                />
              ))}
            </ol>
          </li>
        );
      })}
    </ol>
  );
}

function walk(event: KeyboardEvent<HTMLOListElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = rows.findIndex((row) => row === event.target);
  const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}
