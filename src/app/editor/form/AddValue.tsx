import { useState } from 'react';
import { formWords } from '../../../content/locales/en/form.ts';
import type { ListNode } from '../../../core/model/form.ts';
import { fieldKey, useForm } from './formContext.ts';
import { namesListId } from './NameLists.tsx';
import { readScalar } from './readScalar.ts';
import styles from './Form.module.css';

/** The empty field below a list of values. It is written when Enter is pressed, a name is chosen, or it is left. */
export function AddValue({ node, label }: { node: ListNode; label: string }) {
  const { readOnly, names, change } = useForm();
  const [draft, setDraft] = useState('');
  if (readOnly) return null;
  const offered = node.names === null ? [] : (names?.byKind[node.names] ?? []);
  const add = (text: string): void => {
    const kind =
      node.item === 'integer' || node.item === 'number' || node.item === 'intOrString' ? node.item : 'string';
    const read = readScalar(kind, text.trim());
    if (text.trim() === '' || 'problem' in read) return;
    setDraft('');
    change({ kind: 'set', path: [...node.path, node.items.length], value: read.value });
  };
  return (
    <input
      className={`${styles.input} ${styles.add}`}
      data-field={fieldKey([...node.path, '+'])}
      aria-label={formWords.addTo(label)}
      placeholder={formWords.addAValue}
      spellCheck={false}
      autoComplete="off"
      list={node.names === null ? undefined : namesListId(node.names)}
      value={draft}
      onChange={({ target }) => {
        // A name from the list comes at once, not letter by letter.
        const chosen = offered.includes(target.value) && Math.abs(target.value.length - draft.length) > 1;
        if (chosen) add(target.value);
        else setDraft(target.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        add(draft);
      }}
      onBlur={() => add(draft)}
    />
  );
}
