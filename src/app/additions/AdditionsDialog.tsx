import { useState } from 'react';
import { additionWords, sayCannotAdd } from '../../content/locales/en/additions.ts';
import { sayCondition } from '../../content/locales/en/conditions.ts';
import type { Addition } from '../../core/model/addition.ts';
import type { PolicyOverview } from '../../core/model/overview.ts';
import { writeDocument } from '../store/gateway.ts';
import { useStore } from '../store/store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Marked } from '../ui/Marked.tsx';
import styles from './AdditionsDialog.module.css';
import { AdditionRow } from './AdditionRow.tsx';
import { useAdditions } from './useAdditions.ts';

/** Policies that are not enforced as written in ambient mode, each with the edits after which it is. */
export function AdditionsDialog({ onClose }: { onClose: () => void }) {
  const document = useStore((state) => state.good?.version.document ?? null);
  const policies = useStore((state) => state.good?.evaluation.overview.policies) ?? [];
  const asking = useAdditions(document);
  const [open, setOpen] = useState(0);
  const short = policies.filter(({ conditions }) => conditions !== undefined && conditions.length > 0);
  const additions = asking.kind === 'answered' ? asking.additions : [];
  const cannot = asking.kind === 'answered' ? asking.cannot : [];
  const apply = ({ document: after }: Addition): void => {
    writeDocument(after, {});
    onClose();
  };
  return (
    <Dialog title={additionWords.title} wide onClose={onClose}>
      <p role="status" className={styles.status}>
        {asking.kind === 'asking'
          ? additionWords.looking
          : asking.kind === 'failed'
            ? additionWords.failed
            : additions.length === 0
              ? additionWords.none
              : additionWords.found(short.length)}
      </p>
      {short.map((policy) => (
        <section key={policy.id} className={styles.policy} aria-label={`${policy.namespace}/${policy.name}`}>
          <Named policy={policy} />
          {cannot.map(
            (each) =>
              each.policy === policy.id && (
                <p key={each.policy} className={styles.note}>
                  <Marked text={sayCannotAdd(each.why)} />
                </p>
              ),
          )}
          <ul className={styles.list}>
            {additions.map(
              (each, index) =>
                each.addition.policy === policy.id && (
                  <AdditionRow
                    key={`${each.addition.kind} ${each.addition.policy}`}
                    weighed={each}
                    open={open === index}
                    onToggle={() => setOpen(open === index ? -1 : index)}
                    onApply={apply}
                  />
                ),
            )}
          </ul>
        </section>
      ))}
    </Dialog>
  );
}

function Named({ policy: { namespace, name, conditions = [] } }: { policy: PolicyOverview }) {
  return (
    <>
      <h3>
        {namespace}/{name}
      </h3>
      {conditions.map((condition) => (
        <p key={condition.type} className={styles.note} title={condition.message}>
          {sayCondition(condition)}
        </p>
      ))}
    </>
  );
}
