import { formWords, listWords } from '../../../content/locales/en/form.ts';
import type { FormField, FormNode } from '../../../core/model/form.ts';
import { ChoiceInput } from './ChoiceInput.tsx';
import { FieldHead } from './FieldHead.tsx';
import { fieldKey, useForm } from './formContext.ts';
import { ListField } from './ListField.tsx';
import { MapField } from './MapField.tsx';
import { RemoveButton } from './RowMenu.tsx';
import { ScalarInput } from './ScalarInput.tsx';
import styles from './Form.module.css';

/** One field of an object. Where all that it can hold is one field, that stands in its place: `selector.matchLabels`. */
export function Field({ field: { name, node, required }, of }: { field: FormField; of: string }) {
  const only = onlyField(node);
  const shown = only === null ? node : only.node;
  const label = only === null ? name : `${name}.${only.name}`;
  const full = formWords.partOf(label, of);
  return (
    <FieldHead
      name={label}
      title={node.kind === 'list' ? listWords(name).title : undefined}
      doc={node.doc}
      tools={!required && <RemoveButton path={node.path} name={formWords.partOf(name, of)} />}
    >
      {({ docId }) => (
        <div data-field={only === null ? undefined : fieldKey(node.path)}>
          <Control node={shown} name={only?.name ?? name} of={of} label={full} describedBy={docId} />
        </div>
      )}
    </FieldHead>
  );
}

interface ControlProps {
  node: FormNode;
  name: string;
  label: string;
  of: string;
  describedBy: string | undefined;
}

function Control({ node, name, label, of, describedBy }: ControlProps) {
  const { fieldsOf } = useForm();
  switch (node.kind) {
    case 'object':
      return (
        <div role="group" aria-label={label} className={styles.inner} data-field={fieldKey(node.path)} tabIndex={-1}>
          {fieldsOf(node, of === 'spec' ? name : formWords.partOf(name, of))}
        </div>
      );
    case 'list':
      return <ListField node={node} name={name} label={label} of={of === 'spec' ? null : of} />;
    case 'map':
      return <MapField node={node} label={label} />;
    case 'boolean':
    case 'enum':
      return <ChoiceInput node={node} label={label} describedBy={describedBy} />;
    case 'string':
    case 'integer':
    case 'number':
    case 'duration':
    case 'intOrString':
      return <ScalarInput node={node} label={label} describedBy={describedBy} />;
  }
}

function onlyField(node: FormNode): FormField | null {
  if (node.kind !== 'object' || node.addable.length > 0) return null;
  const [only, ...more] = node.fields;
  return only !== undefined && more.length === 0 && only.node.kind !== 'object' ? only : null;
}
