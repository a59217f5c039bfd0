import { tokenFormWords } from '../../../content/locales/en/tokenForm.ts';
import { verdictWords } from '../../../content/locales/en/verdictWords.ts';
import { say } from '../../../content/locales/en.ts';
import { tokenSays } from '../../../content/locales/en/tokens.ts';
import type { TokenFate, TokenTrial } from '../../../core/model/security.ts';
import type { VerdictKind } from '../../../core/model/trace.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { Marked } from '../../ui/Marked.tsx';
import styles from './TokenBench.module.css';

const looks = {
  valid: 'allowed',
  refused: 'denied',
  overlooked: 'undetermined',
  notAsked: 'undetermined',
  notReached: 'undetermined',
  unknown: 'undetermined',
} satisfies Record<TokenFate['kind'], VerdictKind>;

/** What Istio would say of the token and of the request that carries it, as one types. Null: it cannot be read. */
export function TokenVerdict({ trial }: { trial: TokenTrial | null }) {
  return (
    <div role="status" className={styles.verdict}>
      {trial === null ? (
        <p>{tokenFormWords.waiting}</p>
      ) : (
        <>
          <p className={styles.says} data-fate={trial.fate.kind}>
            <Glyph verdict={looks[trial.fate.kind]} />
            <span>
              <Marked text={tokenSays(trial.fate)} />
            </span>
          </p>
          <p className={styles.then}>
            {verdictWords[trial.verdict]}: <Marked text={say(trial.because)} />
          </p>
        </>
      )}
    </div>
  );
}
