import { details } from '../../core/model/story.ts';
import type { Detail } from '../../core/model/story.ts';
import { CheckIcon } from '../ui/icons.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './Options.module.css';
import type { Rate } from './Player.tsx';
import type { PlayerWords } from '../../content/locales/en/player.ts';

const rates = [0.5, 1, 2] as const satisfies readonly Rate[];

export interface OptionsProps {
  detail: Detail;
  rate: Rate;
  pauseAtDecisions: boolean;
  onRate: (rate: Rate) => void;
  onDetail: (detail: Detail) => void;
  onPauseAtDecisions: (on: boolean) => void;
  words: PlayerWords;
}

/** How the story plays: pause at decisions, speed, detail. */
export function Options({ detail, rate, pauseAtDecisions, onRate, onDetail, onPauseAtDecisions, words }: OptionsProps) {
  const pickRate = (value: string) => {
    const picked = rates.find((each) => String(each) === value);
    if (picked !== undefined) onRate(picked);
  };
  const pickDetail = (value: string) => {
    const picked = details.find((each) => each === value);
    if (picked !== undefined) onDetail(picked);
  };
  return (
    <div className={styles.options}>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={pauseAtDecisions}
          onChange={(event) => onPauseAtDecisions(event.target.checked)}
        />
        <CheckIcon size={12} />
        <span>{words.pauseAtDecisions}</span>
      </label>
      <Select className={styles.select ?? ''} aria-label={words.speed} value={String(rate)} onChange={pickRate}>
        {rates.map((each) => (
          <option key={each} value={each}>
            {`${each}×`}
          </option>
        ))}
      </Select>
      <Select className={styles.select ?? ''} aria-label={words.detail} value={detail} onChange={pickDetail}>
        {details.map((each) => (
          <option key={each} value={each}>
            {words.details[each]}
          </option>
        ))}
      </Select>
    </div>
  );
}
