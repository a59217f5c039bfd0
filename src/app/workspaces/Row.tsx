import { useState } from 'react';
import { sayEntry, sayRemove, workspaceName, workspaceWords as words } from '../../content/locales/en/workspaces.ts';
import type { Entry } from '../store/workspaces/workspace.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import type { Shelf } from './useShelf.ts';
import styles from './WorkspacesDialog.module.css';

export interface RowProps {
  entry: Entry;
  shelf: Shelf;
  /** It is the one on show. */
  shown: boolean;
}

/** One workspace, with what can be done with it. */
export function Row({ entry, shelf, shown }: RowProps) {
  const [mode, setMode] = useState<'rest' | 'rename' | 'remove'>('rest');
  const name = workspaceName(entry);
  const rest = (): void => setMode('rest');
  return (
    <li className={styles.row} aria-current={shown || undefined}>
      <div className={styles.what}>
        <h3>
          {name}
          {shown && <span className={styles.here}>{words.here}</span>}
        </h3>
        <p>{sayEntry(entry)}</p>
      </div>
      {mode === 'rest' && (
        <div className={styles.actions} role="group" aria-label={name}>
          {!shown && (
            <Button small look="line" onClick={() => shelf.open(entry)}>
              {words.open}
            </Button>
          )}
          <Button small onClick={() => setMode('rename')}>
            {words.rename}
          </Button>
          <Button small onClick={() => shelf.duplicate(entry)}>
            {words.duplicate}
          </Button>
          <Button small onClick={() => shelf.save(entry)}>
            {words.export}
          </Button>
          {!shown && (
            <Button small onClick={() => setMode('remove')}>
              {words.remove}
            </Button>
          )}
        </div>
      )}
      {mode === 'rename' && (
        <Rename
          name={name}
          onCancel={rest}
          onName={(given) => {
            shelf.rename(entry, given);
            rest();
          }}
        />
      )}
      {mode === 'remove' && (
        <div className={styles.ask} role="group" aria-label={words.remove}>
          <p>{sayRemove(name)}</p>
          <Button small look="primary" onClick={() => shelf.remove(entry)}>
            {words.remove}
          </Button>
          <Button small look="line" ref={(button) => button?.focus()} onClick={rest}>
            {words.cancel}
          </Button>
        </div>
      )}
    </li>
  );
}

function Rename({ name, onName, onCancel }: { name: string; onName: (name: string) => void; onCancel: () => void }) {
  const [text, setText] = useState(name);
  return (
    <form
      className={styles.ask}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') onName(text.trim());
      }}
    >
      <TextField label={words.name} value={text} maxLength={80} autoFocus onChange={setText} />
      <Button small look="primary" type="submit">
        {words.save}
      </Button>
      <Button small look="line" onClick={onCancel}>
        {words.cancel}
      </Button>
    </form>
  );
}
