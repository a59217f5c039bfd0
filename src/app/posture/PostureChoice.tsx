import { useRef, type KeyboardEvent } from 'react';
import { switchWords } from '../../content/locales/en/rungs.ts';
import { rungWords, writtenWords } from '../../content/locales/en/rungs.ts';
import { type Rung, rungs } from '../../core/model/posture.ts';
import { rungOf, showRung } from '../store/posture.ts';
import { useStore } from '../store/store.ts';
import styles from './PostureChoice.module.css';

const places: readonly (Rung | null)[] = [null, ...rungs];
const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** As written, and the rungs of the ladder. Arrows move, Space or Enter chooses: each choice is an edit. */
export function PostureChoice() {
  const rung = useStore(rungOf);
  const ready = useStore((state) => state.good !== null);
  const group = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent, from: number): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (from + step + places.length) % places.length;
    group.current?.querySelectorAll<HTMLElement>('[role=radio]')[next]?.focus();
  };
  return (
    <div ref={group} className={styles.choice} role="radiogroup" aria-label={switchWords.posture}>
      {places.map((place, index) => {
        const { name, short, about } = place === null ? writtenWords : rungWords[place];
        return (
          <button
            key={short}
            type="button"
            role="radio"
            aria-checked={place === rung}
            aria-label={name}
            title={about}
            tabIndex={place === rung ? 0 : -1}
            disabled={!ready}
            onKeyDown={(event) => move(event, index)}
            onClick={() => void showRung(place)}
          >
            {short}
          </button>
        );
      })}
    </div>
  );
}
