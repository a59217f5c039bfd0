import { importWords as words } from '../../content/locales/en/exchange.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { addDocument, replaceDocument } from './take.ts';
import { Summary } from './Summary.tsx';
import { useReading } from './useReading.ts';
import styles from './ImportDialog.module.css';

/** Reads what somebody brought, says what was understood, and asks before it takes the mesh's place or joins it. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const state = useReading();
  const hasMesh = useStore(({ document }) => document.files.some(({ text }) => text.trim() !== ''));
  const understood = state.kind === 'read' ? state.reading.understood : null;
  return (
    <Dialog title={words.title} wide onClose={onClose}>
      <div className={styles.body}>
        {state.kind === 'reading' && <Progress done={state.done} />}
        {state.kind === 'failed' && <p role="alert">{words.failed}</p>}
        {state.kind === 'read' && <Summary reading={state.reading} />}
        <footer className={styles.foot}>
          <p>{words.promise}</p>
          <div className={styles.actions}>
            <Button data-first={understood === null || undefined} onClick={onClose}>
              {state.kind === 'read' && understood === null ? words.close : words.cancel}
            </Button>
            {understood !== null && hasMesh && (
              <Button look="line" onClick={() => void addDocument(understood.document)}>
                {words.add}
              </Button>
            )}
            {understood !== null && (
              <Button key="replace" look="primary" ref={focusOnce} onClick={() => replaceDocument(understood.document)}>
                {hasMesh ? words.replace : words.open}
              </Button>
            )}
          </div>
        </footer>
      </div>
    </Dialog>
  );
}

/** What is most wanted has the focus once all is read. */
function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus();
}

function Progress({ done }: { done: number }) {
  const percent = Math.round(done * 100);
  const text = percent < 100 ? `${words.reading}, ${percent} %` : `${words.building} …`;
  return (
    <div className={styles.progress}>
      <progress value={done} max={1} aria-label={words.reading} />
      <span role="status">{text}</span>
    </div>
  );
}
