import { useState } from 'react';
import { formWords } from '../../../content/locales/en/form.ts';
import type { MapNode } from '../../../core/model/form.ts';
import { Button } from '../../ui/Button.tsx';
import { ChoiceInput } from './ChoiceInput.tsx';
import { fieldKey, useForm } from './formContext.ts';
import { ListField, OnlyInYaml } from './ListField.tsx';
import { labelListId, namesListId } from './NameLists.tsx';
import { RemoveButton } from './RowMenu.tsx';
import { ScalarInput } from './ScalarInput.tsx';
import styles from './Form.module.css';

/** Keys that a person chooses, each with its value. */
export function MapField({ node, label }: { node: MapNode; label: string }) {
  return (
    <ul className={styles.rows} aria-label={label} data-field={fieldKey(node.path)}>
      {node.entries.map((entry, index) => (
        <Entry key={index} map={node} entry={entry} label={label} />
      ))}
      <NewEntry node={node} label={label} />
    </ul>
  );
}

function Entry({
  map,
  entry: { key, node },
  label,
}: {
  map: MapNode;
  entry: MapNode['entries'][number];
  label: string;
}) {
  const { fieldsOf } = useForm();
  const own = formWords.partOf(key, label);
  const path = [...map.path, key];
  const isLabel = map.names === 'podLabel' || map.names === 'namespaceLabel';
  const large = node !== null && (node.kind === 'object' || node.kind === 'list' || node.kind === 'map');
  return (
    <li className={large ? styles.part : styles.row}>
      <div className={large ? styles.head : styles.pair}>
        <KeyInput key={key} map={map} of={key} label={label} />
        {node === null && <OnlyInYaml />}
        {node !== null && !large && node.kind !== 'enum' && node.kind !== 'boolean' && (
          <ScalarInput node={node} label={own} list={isLabel ? labelListId(key) : undefined} />
        )}
        {(node?.kind === 'enum' || node?.kind === 'boolean') && <ChoiceInput node={node} label={own} />}
        <RemoveButton path={path} name={own} />
      </div>
      {node?.kind === 'object' && fieldsOf(node, own)}
      {node?.kind === 'list' && <ListField node={node} name={key} label={own} of={own} />}
      {node?.kind === 'map' && <MapField node={node} label={own} />}
    </li>
  );
}

/** A key is written when it is left: halfway through it could be another one. */
function KeyInput({ map, of, label }: { map: MapNode; of: string; label: string }) {
  const { readOnly, change } = useForm();
  const [draft, setDraft] = useState(of);
  const taken = draft !== of && map.entries.some(({ key }) => key === draft);
  const rename = (): void => {
    const name = draft.trim();
    if (name === of) return;
    if (name === '' || taken) setDraft(of);
    else change({ kind: 'rename', path: [...map.path, of], name });
  };
  return (
    <input
      className={styles.input}
      aria-label={formWords.keyOf(of, label)}
      aria-invalid={taken}
      readOnly={readOnly}
      spellCheck={false}
      autoComplete="off"
      list={map.names === null ? undefined : namesListId(map.names)}
      value={draft}
      onChange={({ target }) => setDraft(target.value)}
      onKeyDown={(event) => event.key === 'Enter' && rename()}
      onBlur={rename}
    />
  );
}

function NewEntry({ node, label }: { node: MapNode; label: string }) {
  const { readOnly, names, change } = useForm();
  const [draft, setDraft] = useState('');
  if (readOnly) return null;
  const name = draft.trim();
  const taken = node.entries.some(({ key }) => key === name);
  const add = (): void => {
    if (name === '' || taken) return;
    setDraft('');
    const path = [...node.path, name];
    // A label that every pod has with one value is meant with that.
    const known = names?.labels[name];
    const value = node.item === 'string' && known?.length === 1 ? (known[0] ?? node.blank) : node.blank;
    change({ kind: 'set', path, value }, path);
  };
  return (
    <li className={styles.row}>
      <div className={styles.pair}>
        <input
          className={`${styles.input} ${styles.add}`}
          data-field={fieldKey([...node.path, '+'])}
          aria-label={formWords.newKeyOf(label)}
          aria-invalid={taken}
          placeholder={formWords.addAKey}
          spellCheck={false}
          autoComplete="off"
          list={node.names === null ? undefined : namesListId(node.names)}
          value={draft}
          onChange={({ target }) => setDraft(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <Button small disabled={name === '' || taken} onClick={add}>
          {formWords.add}
        </Button>
      </div>
    </li>
  );
}
