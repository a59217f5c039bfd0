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
    <section className={styles.player} aria-label="Player">
      {ready && (
        <>
          <p>Choose a caller and a callee.</p>
          <Button look="line" onClick={newRequest}>
            New request…
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
      {count(overview.workloads.length, 'workload', 'workloads')},{' '}
      {count(overview.policies.length, 'policy', 'policies')}, mTLS strict in {strict} of{' '}
      {count(overview.namespaces.length, 'namespace', 'namespaces')}, {count(problems, 'note', 'notes')} about the YAML.
    </p>
  );
}

/** The canvas without a workload. */
export function EmptyCanvas() {
  const first = firstBuiltIn();
  return (
    <div className={styles.canvas}>
      <p>Drop or paste YAML, or pick a mesh.</p>
      <div>
        <button type="button" onClick={paste}>
          Paste YAML
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

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
