import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { dialogWords } from '../../content/locales/en/dialogs.ts';
import type { CommandHost } from '../commands/registry.ts';
import { showChord } from '../commands/keyboard.ts';
import type { ResourceId } from '../../core/model/resource.ts';
import { useStore } from '../store/store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { filterItems, findItems, type FindItem } from './findItems.ts';
import { isMac } from '../ui/platform.ts';
import field from '../ui/Field.module.css';
import styles from './FindDialog.module.css';

export interface FindDialogProps {
  host: CommandHost;
  onResource: (id: ResourceId) => void;
  onClose: () => void;
}

/** Find or run: type, choose with the arrow keys, Enter. */
export function FindDialog({ host, onResource, onClose }: FindDialogProps) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const all = useMemo(() => findItems(useStore.getState(), host, onResource), [host, onResource]);
  const shown = filterItems(all, query).slice(0, 100);
  const current = shown[Math.min(at, shown.length - 1)];

  const choose = (item: FindItem | undefined): void => {
    if (item === undefined) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, shown.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Enter') choose(current);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog title={dialogWords.find} onClose={onClose}>
      <input
        className={field.input}
        role="combobox"
        aria-label={dialogWords.find}
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={current === undefined ? undefined : `${list}-${current.key}`}
        autoComplete="off"
        spellCheck={false}
        data-first
        value={query}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
      />
      <div id={list} role="listbox" aria-label={dialogWords.results} className={styles.list}>
        {shown.map((item) => (
          <Option
            key={item.key}
            id={`${list}-${item.key}`}
            item={item}
            selected={item === current}
            onChoose={() => choose(item)}
          />
        ))}
        {shown.length === 0 && <p className={styles.none}>{dialogWords.notFound}</p>}
      </div>
    </Dialog>
  );
}

interface OptionProps {
  id: string;
  item: FindItem;
  selected: boolean;
  onChoose: () => void;
}

function Option({ id, item, selected, onChoose }: OptionProps) {
  return (
    // The keyboard stays in the field above, which names the selected option.
    <div
      id={id}
      role="option"
      aria-selected={selected}
      className={styles.option}
      ref={(element) => {
        if (selected) element?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={onChoose}
    >
      <span className={styles.label}>{item.label}</span>
      <span className={styles.kind}>{item.kind}</span>
      {item.keys[0] !== undefined && <kbd>{showChord(item.keys[0], isMac())}</kbd>}
    </div>
  );
}
