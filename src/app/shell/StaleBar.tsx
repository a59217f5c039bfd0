import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { WarningIcon } from '../ui/icons.tsx';
import styles from './StaleBar.module.css';

/** Over the canvas while the text is broken: the mesh shown is the last one that could be read. */
export function StaleBar() {
  const broken = useStore((state) => state.latest?.evaluation.broken ?? null);
  const errors = useStore(
    (state) => state.latest?.evaluation.diagnostics.filter(({ severity }) => severity === 'error').length ?? 0,
  );
  const engineError = useStore((state) => state.engineError);
  if (engineError !== null) {
    return (
      <div className={styles.bar} role="alert">
        <WarningIcon />
        <span>The engine stopped at this document. What you see is from before. Undo, or change the YAML.</span>
      </div>
    );
  }
  if (broken === null) return null;
  const { file, line } = broken;
  return (
    <div className={styles.bar} role="status">
      <WarningIcon />
      <span>
        YAML has {errors <= 1 ? '1 error' : `${errors} errors, the first`} on line {line}
      </span>
      <Button small look="line" onClick={() => useStore.setState({ goal: { kind: 'place', file, line, focus: true } })}>
        Go to line
      </Button>
    </div>
  );
}
