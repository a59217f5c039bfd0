import { useState } from 'react';
import { invariantNames, sayDemand } from '../../content/locales/en/invariants.ts';
import { invariantWords as words } from '../../content/locales/en/invariantWords.ts';
import type { Demand } from '../../core/model/invariant.ts';
import type { MeshOverview } from '../../core/model/overview.ts';
import { Button } from '../ui/Button.tsx';
import { FieldFrame, TextField } from '../ui/Field.tsx';
import { Marked } from '../ui/Marked.tsx';
import { Select } from '../ui/Select.tsx';
import { CallersField } from './CallersField.tsx';
import { type Draft, emptyDraft, formKinds, hostsProblem, portProblem, readDraft } from './draft.ts';
import styles from './InvariantsDialog.module.css';
import { ScopeSelect } from './ScopeSelect.tsx';

export interface InvariantFormProps {
  overview: MeshOverview;
  onAdd: (demand: Demand) => void;
  onCancel: () => void;
}

const scopeLabels = {
  onlyCallers: words.to,
  mtls: words.to,
  knownIdentity: words.to,
  noPlaintext: words.within,
  egress: words.from,
} as const;

/** A new invariant: what must hold, of what, and its sentence before it is added. */
export function InvariantForm({ overview, onAdd, onCancel }: InvariantFormProps) {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const demand = readDraft(draft);
  const { kind } = draft;
  return (
    <form
      className={styles.form}
      aria-label={words.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (demand !== null) onAdd(demand);
      }}
    >
      <FieldFrame label={words.kind}>
        {({ id }) => (
          <Select
            look="field"
            id={id}
            autoFocus
            value={kind}
            onChange={(value) => change({ kind: formKinds.find((each) => each === value) ?? kind })}
          >
            {formKinds.map((each) => (
              <option key={each} value={each}>
                {invariantNames[each]}
              </option>
            ))}
          </Select>
        )}
      </FieldFrame>
      <ScopeSelect
        label={scopeLabels[kind]}
        overview={overview}
        scope={draft.scope}
        onScope={(scope) => change({ scope })}
      />
      {kind === 'onlyCallers' && (
        <CallersField overview={overview} callers={draft.callers} onCallers={(callers) => change({ callers })} />
      )}
      {(kind === 'onlyCallers' || kind === 'mtls' || kind === 'knownIdentity') && (
        <TextField
          label={words.port}
          inputMode="numeric"
          hint={words.portHint}
          error={portProblem(draft) ? words.portBad : undefined}
          value={draft.port}
          onChange={(port) => change({ port })}
        />
      )}
      {kind === 'egress' && (
        <TextField
          label={words.hosts}
          hint={words.hostsHint}
          error={hostsError(draft)}
          value={draft.hosts}
          onChange={(hosts) => change({ hosts })}
        />
      )}
      {demand !== null && (
        <p className={styles.preview}>
          <Marked text={sayDemand(demand)} />
        </p>
      )}
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={demand === null}>
          {words.save}
        </Button>
        <Button onClick={onCancel}>{words.cancel}</Button>
      </div>
    </form>
  );
}

function hostsError(draft: Draft): string | undefined {
  const problem = hostsProblem(draft);
  return problem === null ? undefined : words.hostsBad(problem);
}
