import { lensWords, sayLensNote } from '../../content/locales/en/lens.ts';
import { useStore } from '../store/store.ts';
import { Marked } from '../ui/Marked.tsx';
import styles from './CompareDialog.module.css';

/** What of A could not be carried over into B, where B is the same mesh with other proxies. */
export function LeftBehind() {
  const notes = useStore((state) => state.fork?.notes);
  if (notes === undefined || notes.length === 0) return null;
  return (
    <section aria-labelledby="left-behind">
      <h3 id="left-behind">{lensWords.leftBehind(notes.length)}</h3>
      <ul>
        {notes.map((note) => (
          <li key={`${note.code} ${note.resource}`} className={styles.policy}>
            <Marked text={sayLensNote(note)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
