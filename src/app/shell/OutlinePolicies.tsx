import { memo } from 'react';
import { shellWords } from '../../content/locales/en/shell.ts';
import { sayCondition, sayDiagnostic } from '../../content/locales/en.ts';
import type { Diagnostic } from '../../core/model/diagnostic.ts';
import type { MeshOverview, PolicyOverview } from '../../core/model/overview.ts';
import type { ResourceId } from '../../core/model/resource.ts';
import { useStore } from '../store/store.ts';
import { PlusIcon, WarningIcon } from '../ui/icons.tsx';
import { Marked } from '../ui/Marked.tsx';
import type { Parts } from './touched.ts';
import styles from './Outline.module.css';

export interface OutlinePoliciesProps {
  overview: MeshOverview;
  diagnostics: readonly Diagnostic[];
  parts: Parts;
  onResource: (id: ResourceId) => void;
}

export function OutlinePolicies({ overview, diagnostics, parts, onResource }: OutlinePoliciesProps) {
  return (
    <section>
      <h2>
        {shellWords.policies}
        <button
          type="button"
          className={styles.add}
          aria-label={shellWords.newResource}
          title={shellWords.newResourceKey}
          onClick={() => useStore.setState({ dialog: { kind: 'template', intent: null, from: null, to: null } })}
        >
          <PlusIcon />
        </button>
      </h2>
      {overview.policies.length === 0 && <p className={styles.empty}>{shellWords.noPolicies}</p>}
      <ul>
        {overview.policies.map((policy) =>
          policy.rejected ? (
            <RejectedRow
              key={policy.id}
              policy={policy}
              reason={diagnostics.find(({ resource, severity }) => resource === policy.id && severity === 'error')}
              onResource={onResource}
            />
          ) : (
            <PolicyRow
              key={policy.id}
              policy={policy}
              active={parts.resources.has(policy.id)}
              onResource={onResource}
            />
          ),
        )}
      </ul>
    </section>
  );
}

interface RowProps {
  policy: PolicyOverview;
  onResource: (id: ResourceId) => void;
}

const PolicyRow = memo(function PolicyRow({ policy, active, onResource }: RowProps & { active: boolean }) {
  const { id, kind, namespace, name, word, dryRun, conditions = [] } = policy;
  return (
    <li>
      <button
        type="button"
        className={`${styles.row} ${active ? styles.active : ''}`}
        title={`${kind} ${namespace}/${name}`}
        onClick={() => onResource(id)}
      >
        <span className={styles.text} translate="no">
          {name}
        </span>
        <span className={styles.note}>{dryRun ? shellWords.dryRun(word) : word}</span>
      </button>
      {conditions.map((condition) => (
        // The title is what istiod itself says.
        <p key={condition.type} className={styles.status} title={condition.message} translate="no">
          <span translate="yes">{sayCondition(condition)}</span>
        </p>
      ))}
    </li>
  );
});

/** A resource that istiod refuses: it takes no part. Leads to the line that it is refused for. */
function RejectedRow({ policy, reason, onResource }: RowProps & { reason: Diagnostic | undefined }) {
  const { id, kind, namespace, name } = policy;
  const open = (): void => {
    if (reason === undefined || reason.line < 1) onResource(id);
    else useStore.setState({ goal: { kind: 'place', file: reason.file, line: reason.line, wish: 'see' } });
  };
  return (
    <li>
      <button type="button" className={styles.rejected} title={`${kind} ${namespace}/${name}`} onClick={open}>
        <span className={styles.rejectedHead}>
          <WarningIcon size={14} />
          <span className={styles.text} translate="no">
            {name}
          </span>
          <span className={styles.note}>{shellWords.rejected}</span>
        </span>
        {reason !== undefined && (
          <span className={styles.reason}>
            <Marked text={sayDiagnostic(reason)} />
          </span>
        )}
      </button>
    </li>
  );
}
