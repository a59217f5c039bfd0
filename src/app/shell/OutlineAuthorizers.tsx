import { answerWords, authorizerWords, conditionOf } from '../../content/locales/en/authorizers.ts';
import { authorizerAnswers } from '../../core/model/authorizer.ts';
import type { AuthorizerOverview } from '../../core/model/security.ts';
import { sayAuthorizer } from '../store/scenarioEdits.ts';
import { Select } from '../ui/Select.tsx';
import styles from './Outline.module.css';

/** The external authorizers that CUSTOM policies ask, and what each answers. */
export function OutlineAuthorizers({ authorizers }: { authorizers: readonly AuthorizerOverview[] }) {
  if (authorizers.length === 0) return null;
  return (
    <section>
      <h2>{authorizerWords.title}</h2>
      <ul>
        {authorizers.map(({ provider, says }) => (
          <li key={provider} className={`${styles.row} ${styles.still}`} title={conditionOf(says) ?? provider}>
            <span className={styles.text} translate="no">
              {provider}
            </span>
            <Select
              aria-label={authorizerWords.answers(provider)}
              value={says?.answer ?? ''}
              onChange={(value) => {
                const answer = authorizerAnswers.find((each) => each === value);
                if (answer !== undefined) void sayAuthorizer(provider, answer);
              }}
            >
              {says === null && <option value="">{authorizerWords.notSaid}</option>}
              {authorizerAnswers.map((answer) => (
                <option key={answer} value={answer}>
                  {answerWords[answer]}
                </option>
              ))}
            </Select>
          </li>
        ))}
      </ul>
    </section>
  );
}
