import { makeWords as words } from '../../../content/locales/en/make.ts';
import { type MakingTexts, noteMaking } from '../../store/making.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import styles from './MakeDialog.module.css';
import type { Proposal } from './proposals.ts';

/** Every request and invariant: whether it is a goal, and in what words. */
export function GoalChoices({ proposals, goals }: { proposals: readonly Proposal[]; goals: MakingTexts['goals'] }) {
  const note = ({ id, chosen, text }: Proposal, change: Partial<Pick<Proposal, 'chosen' | 'text'>>): void =>
    noteMaking({ goals: { ...goals, [id]: { chosen, text, ...change } } });
  return (
    <fieldset className={styles.goals}>
      <legend>{words.goals}</legend>
      <p>{proposals.length === 0 ? words.noRequests : words.goalsLead}</p>
      <ul>
        {proposals.map((each) => (
          <li key={each.id}>
            <label>
              <input
                type="checkbox"
                checked={each.chosen}
                onChange={({ target }) => note(each, { chosen: target.checked })}
              />
              <Glyph verdict={each.kind === 'denied' ? 'denied' : 'allowed'} hollow />
              <span>{words[each.kind]}</span>
            </label>
            <input
              className={styles.text}
              aria-label={words.wordsOf(each.id)}
              value={each.text}
              onChange={({ target }) => note(each, { text: target.value })}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
