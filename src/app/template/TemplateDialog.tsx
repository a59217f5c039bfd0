import { useState } from 'react';
import { templateWords } from '../../content/locales/en/templates.ts';
import { intentWords, wantsWords } from '../../content/locales/en/templates.ts';
import type { NodeId } from '../../core/model/overview.ts';
import type { ResourceId } from '../../core/model/resource.ts';
import { type Intent, intents, type WrittenTemplate } from '../../core/model/template.ts';
import type { Evaluation } from '../../core/scenario/evaluate.ts';
import { writeDocument } from '../store/gateway.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { ChangedLines } from '../ui/ChangedLines.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { fitted, startAnswers } from './answers.ts';
import { Effect } from './Effect.tsx';
import { TemplateFields } from './TemplateFields.tsx';
import styles from './TemplateDialog.module.css';
import { useTemplate } from './useTemplate.ts';

export interface TemplateDialogProps {
  evaluation: Evaluation;
  intent: Intent | null;
  from: NodeId | null;
  to: NodeId | null;
  onResource: (id: ResourceId) => void;
  onClose: () => void;
}

/** New resources by what they are for: what would be written, and every flow that it would change, before it is. */
export function TemplateDialog({ evaluation, intent: first, from, to, onResource, onClose }: TemplateDialogProps) {
  const document = useStore((state) => state.document);
  const [start] = useState(() => startAnswers(evaluation, from, to));
  const [intent, setIntent] = useState<Intent>(first ?? 'onlyCallers');
  const [answers, setAnswers] = useState(() => fitted(intent, start, start.namespaces[0] ?? 'default'));
  const preview = useTemplate(document, intent, answers);
  const written = preview?.outcome.kind === 'written' ? preview.outcome : null;

  const choose = (next: Intent): void => {
    setIntent(next);
    setAnswers({ ...fitted(next, start, start.namespaces[0] ?? 'default') });
  };
  const apply = ({ document: after, resources }: WrittenTemplate): void => {
    writeDocument({ files: after.files });
    useStore.setState({ editor: 'form' });
    const [shown] = resources;
    if (shown !== undefined) onResource(shown);
    onClose();
  };

  return (
    <Dialog title={templateWords.title} wide onClose={onClose}>
      <div className={styles.columns}>
        <div role="radiogroup" aria-label={templateWords.whatIsWanted} className={styles.intents}>
          {intents.map((each) => (
            <label key={each} className={styles.intent} data-chosen={each === intent}>
              <input
                type="radio"
                name="intent"
                checked={each === intent}
                data-first={each === intent ? true : undefined}
                onChange={() => choose(each)}
              />
              {intentWords[each].title}
            </label>
          ))}
        </div>
        <div className={styles.right}>
          <p className={styles.about}>{intentWords[intent].about}</p>
          <TemplateFields intent={intent} evaluation={evaluation} answers={answers} onAnswers={setAnswers} />
          {preview?.outcome.kind === 'wants' && <p role="status">{wantsWords[preview.outcome.what]}</p>}
          {preview?.outcome.kind === 'refused' && <p role="status">{templateWords.noPlace}</p>}
          {written !== null && preview !== null && (
            <>
              <Effect selects={written.selects} radius={preview.radius} measuring={preview.measuring} />
              <details className={styles.yaml} open>
                <summary>{templateWords.yamlThatIsWritten}</summary>
                <ChangedLines changes={written.lines} />
              </details>
            </>
          )}
          <div className={styles.actions}>
            <Button onClick={onClose}>{templateWords.cancel}</Button>
            <Button look="primary" disabled={written === null} onClick={() => written !== null && apply(written)}>
              {templateWords.apply}
            </Button>
          </div>
        </div>
      </div>
    </Dialog>
  );
}
