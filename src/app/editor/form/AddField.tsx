import { formWords } from '../../../content/locales/en/form.ts';
import type { ObjectNode } from '../../../core/model/form.ts';
import { Menu } from '../../ui/Menu.tsx';
import { PlusIcon } from '../../ui/icons.tsx';
import { useForm } from './formContext.ts';
import styles from './Form.module.css';

export interface AddFieldProps {
  node: ObjectNode;
  /** Of what: `rule 1`. */
  of: string;
  without?: readonly string[];
}

/** The fields that are not set, each with what it is for. */
export function AddField({ node, of, without = [] }: AddFieldProps) {
  const { readOnly, change } = useForm();
  const items = node.addable.filter(({ name }) => !without.includes(name));
  if (readOnly || items.length === 0) return null;
  return (
    <Menu
      button={
        <>
          <PlusIcon size={14} />
          {formWords.addField}
        </>
      }
      label={formWords.addFieldTo(of)}
      buttonClass={styles.addField}
      groups={[
        {
          items: items.map(({ name, doc, blank }) => ({
            key: name,
            label: name,
            about: doc,
            verbatim: true,
            run: () => {
              const path = [...node.path, name];
              change({ kind: 'set', path, value: blank }, path);
            },
          })),
        },
      ]}
    />
  );
}
