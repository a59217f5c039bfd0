import { shellWords } from '../../content/locales/en/shell.ts';
import { useStore } from '../store/store.ts';
import { openBuiltIn, firstBuiltIn } from '../store/gallery.ts';
import { Button } from '../ui/Button.tsx';
import styles from './EmptyStory.module.css';

const newRequest = (): void => useStore.setState({ dialog: { kind: 'request', from: null, to: null } });
const paste = (): void => useStore.setState({ dialog: { kind: 'open' } });

/** The player without a story. */
export function EmptyStory() {
  const ready = useStore((state) => state.good !== null);
  return (
    <section className={styles.player} aria-label={shellWords.player}>
      {ready && (
        <>
          <p>{shellWords.chooseACallerAnd}</p>
          <Button look="line" onClick={newRequest}>
            {shellWords.newRequest}
          </Button>
        </>
      )}
    </section>
  );
}

/** The side panel without a story: what there is, instead of nothing. */
export function EmptyWhy() {
  const overview = useStore((state) => state.good?.evaluation.overview ?? null);
  const problems = useStore((state) => state.latest?.evaluation.diagnostics.length ?? 0);
  if (overview === null) return null;
  const strict = overview.namespaces.filter(({ mtls }) => mtls === 'STRICT').length;
  return (
    <p className={styles.why}>
      {shellWords.sum({
        workloads: overview.workloads.length,
        policies: overview.policies.length,
        strict,
        namespaces: overview.namespaces.length,
        problems,
      })}
    </p>
  );
}

/** The canvas without a workload. */
export function EmptyCanvas() {
  const first = firstBuiltIn();
  return (
    <div className={styles.canvas}>
      <p>{shellWords.noMesh}</p>
      <div>
        <button type="button" onClick={paste}>
          {shellWords.pasteYAML}
        </button>
        {first !== undefined && (
          <button type="button" onClick={() => openBuiltIn(first.id)}>
            {first.title}
          </button>
        )}
      </div>
    </div>
  );
}
