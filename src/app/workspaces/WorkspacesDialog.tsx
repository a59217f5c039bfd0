import { useRef, useState } from 'react';
import { workspaceWords as words } from '../../content/locales/en/workspaces.ts';
import { bringWorkspace } from '../store/ownYaml.ts';
import { useStore } from '../store/store.ts';
import { stopKeeping } from '../store/workspaces/keeper.ts';
import { clearShelf } from '../store/workspaces/shelf.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { OpenIcon } from '../ui/icons.tsx';
import { Row } from './Row.tsx';
import { useShelf } from './useShelf.ts';
import styles from './WorkspacesDialog.module.css';

/** The documents that this browser keeps, and the way to forget them all. */
export function WorkspacesDialog({ onClose }: { onClose: () => void }) {
  const shelf = useShelf();
  const shown = useStore((state) => state.workspace?.id ?? null);
  const chooser = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState(false);
  return (
    <Dialog title={words.title} wide onClose={onClose}>
      <div className={styles.body}>
        <p>{words.about}</p>
        <p role="status" className={shelf.message === '' ? styles.empty : styles.message}>
          {shelf.message}
        </p>
        {shelf.entries?.length === 0 && shelf.message === '' && <p>{words.none}</p>}
        <ul className={styles.list}>
          {shelf.entries?.map((entry) => (
            <Row key={entry.id} entry={entry} shelf={shelf} shown={entry.id === shown} />
          ))}
        </ul>
        {asking ? (
          <div className={styles.ask} role="group" aria-label={words.slate}>
            <p>{words.slateAbout}</p>
            <Button look="primary" onClick={() => void cleanSlate()}>
              {words.slateGo}
            </Button>
            <Button ref={(button) => button?.focus()} look="line" onClick={() => setAsking(false)}>
              {words.cancel}
            </Button>
          </div>
        ) : (
          <div className={styles.foot}>
            <Button onClick={() => setAsking(true)}>{words.slate}</Button>
            <span className={styles.grow} />
            {shown === null && (
              <Button look="line" onClick={shelf.keep}>
                {words.keep}
              </Button>
            )}
            <Button look="line" onClick={() => chooser.current?.click()}>
              <OpenIcon />
              {words.import}
            </Button>
          </div>
        )}
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label={words.import}
          accept=".yaml,.yml,.json"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) bringWorkspace(file);
          }}
        />
      </div>
    </Dialog>
  );
}

/** Deletes everything, and starts as on a first visit. */
async function cleanSlate(): Promise<void> {
  await stopKeeping();
  await clearShelf().catch(() => undefined);
  location.replace(location.pathname);
}
