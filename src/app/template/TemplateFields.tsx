import { templateWords } from '../../content/locales/en/templates.ts';
import type { MeshOverview } from '../../core/model/overview.ts';
import type { Intent, TemplateAnswers } from '../../core/model/template.ts';
import type { Evaluation } from '../../core/scenario/evaluate.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { FieldFrame, TextField } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { type Ask, asksOf } from './answers.ts';
import { ScopeField } from './ScopeField.tsx';
import styles from './TemplateDialog.module.css';

export interface TemplateFieldsProps {
  intent: Intent;
  evaluation: Evaluation;
  answers: TemplateAnswers;
  onAnswers: (answers: TemplateAnswers) => void;
}

/** What a template asks for, answered already as far as the open request tells. */
export function TemplateFields({ intent, evaluation, answers, onAnswers }: TemplateFieldsProps) {
  const { overview, issuers } = evaluation;
  const asks: readonly Ask[] = asksOf[intent];
  const set = (part: Partial<TemplateAnswers>): void => onAnswers({ ...answers, ...part });
  return (
    <div className={styles.fields}>
      {asks.includes('scope') && (
        <ScopeField intent={intent} overview={overview} scope={answers.scope} onScope={(scope) => set({ scope })} />
      )}
      {asks.includes('callers') && (
        <Callers overview={overview} callers={answers.callers} onCallers={(callers) => set({ callers })} />
      )}
      {asks.includes('namespaces') && (
        <FieldFrame label={templateWords.namespaceOfTheCallers}>
          {({ id }) => (
            <Select
              look="field"
              id={id}
              value={answers.namespaces[0] ?? ''}
              onChange={(namespace) => set({ namespaces: [namespace] })}
            >
              {overview.namespaces.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </FieldFrame>
      )}
      {asks.includes('paths') && (
        <TextField
          label={templateWords.path}
          hint={templateWords.pathHint}
          list="template-paths"
          spellCheck={false}
          value={answers.paths[0] ?? ''}
          onChange={(path) => set({ paths: path.trim() === '' ? [] : [path.trim()] })}
        />
      )}
      {asks.includes('issuer') && (
        <TextField
          label={templateWords.issuer}
          list="template-issuers"
          spellCheck={false}
          placeholder="https://accounts.example.com"
          value={answers.issuer}
          onChange={(issuer) => set({ issuer: issuer.trim() })}
        />
      )}
      {asks.includes('host') && (
        <div className={styles.pair}>
          <TextField
            label={templateWords.host}
            list="template-hosts"
            spellCheck={false}
            placeholder="api.github.com"
            value={answers.host}
            onChange={(host) => set({ host: host.trim() })}
          />
          <TextField
            label={templateWords.port}
            inputMode="numeric"
            value={String(answers.port)}
            onChange={(port) => /^\d{1,5}$/.test(port) && set({ port: Number(port) })}
          />
        </div>
      )}
      <Offered id="template-paths" values={pathsOf(evaluation)} />
      <Offered id="template-issuers" values={issuers.map(({ issuer }) => issuer)} />
      <Offered id="template-hosts" values={overview.externals.map(({ host }) => host)} />
    </div>
  );
}

function Offered({ id, values }: { id: string; values: readonly string[] }) {
  return (
    <datalist id={id}>
      {[...new Set(values)].map((value) => (
        <option key={value} value={value}>
          {value}
        </option>
      ))}
    </datalist>
  );
}

function pathsOf({ scenario }: Evaluation): readonly string[] {
  return scenario.requests.flatMap(({ payload }) =>
    payload.kind === 'http' ? [payload.path.split('?')[0] ?? ''] : [],
  );
}

interface CallersProps {
  overview: MeshOverview;
  callers: readonly string[];
  onCallers: (callers: readonly string[]) => void;
}

/** Identities, each with the workloads that have it; those without one cannot be told apart by a policy. */
function Callers({ overview, callers, onCallers }: CallersProps) {
  const byPrincipal = new Map<string, string[]>();
  for (const { principal, name, proxy } of overview.workloads) {
    if (proxy === 'none') continue;
    byPrincipal.set(principal, [...(byPrincipal.get(principal) ?? []), name]);
  }
  return (
    <fieldset className={styles.callers}>
      <legend>{templateWords.callers}</legend>
      {[...byPrincipal].map(([principal, names]) => (
        <Checkbox
          key={principal}
          checked={callers.includes(principal)}
          onChange={(on) => onCallers(on ? [...callers, principal] : callers.filter((each) => each !== principal))}
        >
          {`${names.join(', ')} (${principal.replace(/^.*\/ns\/([^/]+)\/sa\//, '$1/')})`}
        </Checkbox>
      ))}
    </fieldset>
  );
}
