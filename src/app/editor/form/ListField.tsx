import { formWords } from '../../../content/locales/en/form.ts';
import { listWords } from '../../../content/locales/en/form.ts';
import type { FormNode, ListNode } from '../../../core/model/form.ts';
import { Button } from '../../ui/Button.tsx';
import { PlusIcon } from '../../ui/icons.tsx';
import { AddValue } from './AddValue.tsx';
import { ChoiceInput } from './ChoiceInput.tsx';
import { fieldKey, useForm } from './formContext.ts';
import { ItemMenu, RemoveButton } from './RowMenu.tsx';
import { ScalarInput } from './ScalarInput.tsx';
import styles from './Form.module.css';

export interface ListFieldProps {
  node: ListNode;
  name: string;
  label: string;
  /** What the list is a part of; null: the resource. */
  of: string | null;
}

/** A list: one row for each value, or one part for each object. */
export function ListField(props: ListFieldProps) {
  return props.node.item === 'object' ? <Parts {...props} /> : <Values {...props} />;
}

function Values({ node, label }: ListFieldProps) {
  return (
    <ul className={styles.rows} aria-label={label} data-field={fieldKey(node.path)}>
      {node.items.map((item, index) => {
        const path = [...node.path, index];
        const own = formWords.partOf(String(index + 1), label);
        return (
          // A value has no identity but its place.
          <li key={index} className={styles.row}>
            {item === null ? <OnlyInYaml /> : <Value item={item} label={own} />}
            <ItemMenu path={path} count={node.items.length} name={own} />
            <RemoveButton path={path} name={own} />
          </li>
        );
      })}
      <li className={styles.row}>
        <NewValue node={node} label={label} />
      </li>
    </ul>
  );
}

function Value({ item, label }: { item: FormNode; label: string }) {
  if (item.kind === 'enum' || item.kind === 'boolean') return <ChoiceInput node={item} label={label} />;
  if (item.kind === 'object' || item.kind === 'list' || item.kind === 'map') return <OnlyInYaml />;
  return <ScalarInput node={item} label={label} />;
}

function NewValue({ node, label }: { node: ListNode; label: string }) {
  if (node.item !== 'enum' && node.item !== 'boolean') return <AddValue node={node} label={label} />;
  return <NewPart node={node} item={formWords.value} label={label} />;
}

function Parts({ node, name, label, of }: ListFieldProps) {
  const { fieldsOf } = useForm();
  const { item, joined } = listWords(name);
  return (
    <div role="group" aria-label={label} className={styles.parts} data-field={fieldKey(node.path)} tabIndex={-1}>
      {node.items.map((part, index) => {
        const path = [...node.path, index];
        const own = formWords.part(item, index, of);
        // Alone, it is what the field says.
        const single = node.items.length === 1 && name !== 'rules';
        return (
          <div key={index} role="group" aria-label={own} data-field={fieldKey(path)} tabIndex={-1}>
            {index > 0 && joined !== null && <p className={styles.joined}>{joined}</p>}
            <div className={name === 'rules' ? styles.rule : single ? styles.single : styles.part}>
              {!single && (
                <div className={styles.head}>
                  <span className={styles.partName}>{formWords.numbered(item, index)}</span>
                  <ItemMenu path={path} count={node.items.length} name={own} />
                  <RemoveButton path={path} name={own} />
                </div>
              )}
              {part?.kind === 'object' ? fieldsOf(part, own) : <OnlyInYaml />}
            </div>
          </div>
        );
      })}
      <NewPart node={node} item={item.toLowerCase()} label={label} />
    </div>
  );
}

function NewPart({ node, item, label }: { node: ListNode; item: string; label: string }) {
  const { readOnly, change } = useForm();
  if (readOnly) return null;
  const path = [...node.path, node.items.length];
  return (
    <Button
      small
      className={styles.addPart ?? ''}
      data-field={fieldKey([...node.path, '+'])}
      aria-label={formWords.addItemTo(item, label)}
      onClick={() => change({ kind: 'set', path, value: node.blank }, path)}
    >
      <PlusIcon size={14} />
      {formWords.addItem(item)}
    </Button>
  );
}

/** Stands for something that the form cannot show. */
export function OnlyInYaml() {
  return <span className={styles.only}>{formWords.onlyInYAML}</span>;
}
