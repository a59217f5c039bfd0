import { formWords } from '../../../content/locales/en/form.ts';
import { listWords, ruleParts } from '../../../content/locales/en/form.ts';
import type { FormField, ObjectNode } from '../../../core/model/form.ts';
import { Button } from '../../ui/Button.tsx';
import { AddField } from './AddField.tsx';
import { Field } from './Field.tsx';
import { useForm } from './formContext.ts';
import styles from './Form.module.css';

/** The fields of an object that are set, and the way to the others. */
export function ObjectFields({ node, of, without }: { node: ObjectNode; of: string; without?: readonly string[] }) {
  const { fields, addable } = unwrapped(node);
  const told = addable.filter(({ name }) => ruleParts.includes(name) && listWords(name).absent !== undefined);
  const shown = fields.filter(({ name }) => without?.includes(name) !== true);
  const parts = told.length > 0 ? [...shown].sort(byPart) : shown;
  return (
    <>
      {parts.map((field) => (
        <Field key={field.name} field={field} of={of} />
      ))}
      {told.map(({ name, blank }) => (
        <Absent key={name} node={node} name={name} blank={blank} />
      ))}
      <AddField node={unwrapped(node)} of={of} without={[...(without ?? []), ...told.map(({ name }) => name)]} />
    </>
  );
}

/** A rule reads from, to, when, in whatever order it is written. */
function byPart(a: FormField, b: FormField): number {
  return ruleParts.indexOf(a.name) - ruleParts.indexOf(b.name);
}

/** What holds as long as a part of a rule is not there. */
function Absent({
  node,
  name,
  blank,
}: {
  node: ObjectNode;
  name: string;
  blank: ObjectNode['addable'][number]['blank'];
}) {
  const { readOnly, change } = useForm();
  const words = listWords(name);
  const path = [...node.path, name];
  return (
    <div className={styles.absent}>
      <span>{words.absent}</span>
      {!readOnly && (
        <Button
          small
          look="line"
          aria-label={formWords.addItem(name)}
          onClick={() => change({ kind: 'set', path, value: blank }, path)}
        >
          {formWords.narrow}
        </Button>
      )}
    </div>
  );
}

/** `source` is all that an entry of `from` can hold: its fields stand in its place. */
export function unwrapped(node: ObjectNode): ObjectNode {
  const [only] = node.fields;
  const wraps = node.fields.length === 1 && node.addable.length === 0 && node.path.length > 2;
  return wraps && only?.node.kind === 'object' ? only.node : node;
}
