import { answerWords, authorizerWords, conditionOf } from '../../content/locales/en/authorizers.ts';
import { authorizerAnswers, type AuthorizerSays } from '../../core/model/authorizer.ts';
import type { AuthorizerOverview } from '../../core/model/security.ts';
import { sayAuthorizer } from '../store/scenarioEdits.ts';
import { Marked } from '../ui/Marked.tsx';
import styles from './AuthorizerSwitch.module.css';

/** What an external authorizer answers, one press away. The scenario's text says it. */
export function AuthorizerSwitch({ authorizer }: { authorizer: AuthorizerOverview }) {
  const { provider, says } = authorizer;
  const press = (answer: AuthorizerSays): void => {
    if (answer !== says?.answer) void sayAuthorizer(provider, answer);
  };
  return (
    <section className={styles.authorizer} aria-label={authorizerWords.of(provider)}>
      <p>
        <Marked text={authorizerWords.sentence(provider, says !== null)} />
      </p>
      <div className={styles.choice} role="group" aria-label={authorizerWords.answers(provider)}>
        {authorizerAnswers.map((answer) => (
          <button key={answer} type="button" aria-pressed={answer === says?.answer} onClick={() => press(answer)}>
            {answerWords[answer]}
          </button>
        ))}
      </div>
      {conditionOf(says) !== null && <p className={styles.condition}>{conditionOf(says)}</p>}
    </section>
  );
}
