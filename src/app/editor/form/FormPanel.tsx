import { useEffect, useMemo, useRef, useState } from 'react';
import { formWords } from '../../../content/locales/en/form.ts';
import type { FormField, ObjectNode } from '../../../core/model/form.ts';
import type { Path } from '../../../core/model/resource.ts';
import { changeResource } from '../../store/resourceEdits.ts';
import type { EditorGoal } from '../../store/state.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import type { Place } from '../look.ts';
import { FormContext, fieldKey } from './formContext.ts';
import { focusField, showField } from './focusField.ts';
import { LastEdit } from './LastEdit.tsx';
import { NameLists } from './NameLists.tsx';
import { ObjectFields } from './ObjectFields.tsx';
import { OnlyYaml } from './OnlyYaml.tsx';
import { useFormAt } from './useFormAt.ts';
import styles from './Form.module.css';

export interface FormPanelProps {
  place: Place;
  /** Shows a line of the text for editing. */
  onLine: (line: number) => void;
}

/** The resource at a place as a form: a lens on the text, which stays the truth. */
export function FormPanel({ place, onLine }: FormPanelProps) {
  const { form, brokenLine, noTable, names } = useFormAt(place);
  const box = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<Path | null>(null);
  const readOnly = brokenLine !== null;
  const index = form?.index ?? null;

  // A field that was just added gets the focus once it is there.
  useEffect(() => {
    if (wanted !== null && box.current !== null && focusField(box.current, wanted)) setWanted(null);
  }, [wanted, form]);

  // What somebody asked to see is brought into view; who wants to write there gets the focus.
  const goal = useStore((state) => state.goal);
  const [reached, setReached] = useState<EditorGoal | null>(null);
  useEffect(() => {
    if (goal?.kind !== 'ref' || goal === reached || box.current === null || form?.resource !== goal.ref.resource)
      return;
    showField(box.current, goal.ref.path, goal.focus);
    setReached(goal);
  }, [goal, reached, form]);

  const context = useMemo<FormContext>(
    () => ({
      readOnly,
      names,
      fieldsOf: (node, of) => <ObjectFields node={node} of={of} />,
      change: (change, focus) => {
        if (index === null || readOnly) return;
        const burst = change.kind === 'set' ? `form ${place.file} ${index} ${fieldKey(change.path)}` : undefined;
        void changeResource(place.file, index, change, burst).then((made) => {
          if (made && focus !== undefined) setWanted(focus);
        });
      },
    }),
    [readOnly, names, index, place.file],
  );

  return (
    <div ref={box} className={styles.panel}>
      {brokenLine !== null && (
        <div className={styles.note} role="status">
          <p>{formWords.broken(brokenLine)}</p>
          <Button small look="line" onClick={() => onLine(brokenLine)}>
            {formWords.fixLine(brokenLine)}
          </Button>
        </div>
      )}
      {noTable !== null && (
        <div className={styles.note}>
          <p>{noTable === '' ? formWords.noResource : formWords.noForm(noTable)}</p>
        </div>
      )}
      {form !== null && (
        <FormContext value={context}>
          {!readOnly && <LastEdit />}
          <NameLists node={form.root} names={names} />
          <Resource key={form.index} root={form.root} />
          <OnlyYaml fields={form.onlyInYaml} onLine={onLine} />
        </FormContext>
      )}
    </div>
  );
}

function Resource({ root }: { root: ObjectNode }) {
  const metadata = objectIn(root, 'metadata');
  const spec = objectIn(root, 'spec');
  return (
    <>
      {spec === null ? (
        <ObjectFields node={root} of="resource" without={['apiVersion', 'kind', 'metadata']} />
      ) : (
        <ObjectFields node={spec} of="spec" />
      )}
      {metadata !== null && (
        <details className={styles.metadata}>
          <summary>{formWords.metadata}</summary>
          <ObjectFields node={metadata} of="metadata" />
        </details>
      )}
    </>
  );
}

function objectIn(node: ObjectNode, name: string): ObjectNode | null {
  const field: FormField | undefined = node.fields.find((each) => each.name === name);
  return field?.node.kind === 'object' ? field.node : null;
}
