import { filters, toggled } from './filter.ts';
import type { Filter } from './filter.ts';
import styles from './FilterChips.module.css';
import type { PlayerWords } from '../../content/locales/en/player.ts';

export interface FilterChipsProps {
  chosen: ReadonlySet<Filter>;
  onChange: (chosen: ReadonlySet<Filter>) => void;
  words: PlayerWords;
}

/** Narrows the step list where there are many steps: to decisions, to layers. */
export function FilterChips({ chosen, onChange, words }: FilterChipsProps) {
  return (
    <div className={styles.chips} role="group" aria-label={words.show}>
      {filters.map((filter) => (
        <button
          key={filter}
          type="button"
          className={styles.chip}
          aria-pressed={chosen.has(filter)}
          onClick={() => onChange(toggled(chosen, filter))}
        >
          {words.filters[filter]}
        </button>
      ))}
    </div>
  );
}
