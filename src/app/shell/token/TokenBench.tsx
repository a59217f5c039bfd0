import { tokenFormWords } from '../../../content/locales/en/tokenForm.ts';
import type { Request } from '../../../core/model/request.ts';
import type { Evaluation } from '../../../core/scenario/evaluate.ts';
import { FieldFrame } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { type Bench, choose } from './bench.ts';
import styles from './TokenBench.module.css';
import { Decoded } from './Decoded.tsx';
import { TokenFields } from './TokenFields.tsx';
import { TokenTrust } from './TokenTrust.tsx';
import { TokenVerdict } from './TokenVerdict.tsx';
import { readTokenForm, type TokenErrors, type TokenForm } from './tokenForm.ts';
import { useTrial } from './useTrial.ts';

export interface TokenBenchProps {
  bench: Bench;
  evaluation: Evaluation;
  /** The request as it stands, without the token; null while it cannot be read. */
  request: Request | null;
  onChange: (bench: Bench) => void;
}

/** Which token a request carries: none, one of the scenario, or a new one, with what Istio would say of it. */
export function TokenBench({ bench, evaluation, request, onChange }: TokenBenchProps) {
  const { issuers, scenario } = evaluation;
  const { form } = bench;
  const trial = useTrial(form, request, scenario.clock);
  return (
    <section className={styles.bench} aria-label={tokenFormWords.token}>
      <FieldFrame label={tokenFormWords.token} wide hint={bench.choice === '' ? tokenFormWords.hint : undefined}>
        {({ id, describedBy }) => (
          <Select
            look="field"
            id={id}
            aria-describedby={describedBy}
            value={bench.choice}
            onChange={(choice) => onChange(choose(bench, choice, evaluation))}
          >
            <option value="">{tokenFormWords.noToken}</option>
            {scenario.tokens.map(({ name }) => (
              <option key={name} value={`token:${name}`}>
                {name}
              </option>
            ))}
            <option value="new">{tokenFormWords.newToken}</option>
          </Select>
        )}
      </FieldFrame>
      {form !== null && (
        <>
          <TokenVerdict trial={trial} />
          <TokenFields
            form={form}
            errors={{ ...bench.errors, ...typingErrors(form, scenario.clock) }}
            issuers={issuers}
            named={bench.choice === 'new'}
            onChange={(changed, errors) => onChange({ ...bench, form: changed, errors })}
          />
          <TokenTrust issuer={form.issuer} issuers={issuers} />
          {trial !== null && <Decoded minted={trial.minted} />}
        </>
      )}
    </section>
  );
}

/** What is said while one types; a name that has yet to be typed is asked for at the end. */
function typingErrors(form: TokenForm, clock: string): TokenErrors {
  const read = readTokenForm(form, clock);
  if (!('errors' in read)) return {};
  const { place: _place, ...errors } = read.errors;
  return errors;
}
