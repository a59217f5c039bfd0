import { shellWords } from '../../content/locales/en/shell.ts';
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
        <span>{shellWords.engineStopped}</span>
      </div>
    );
  }
  if (broken === null) return null;
  const { file, line } = broken;
  return (
    <div className={styles.bar} role="status">
      <WarningIcon />
      <span>{shellWords.broken(errors, line)}</span>
      <Button
        small
        look="line"
        onClick={() => useStore.setState({ goal: { kind: 'place', file, line, wish: 'write' } })}
      >
        {shellWords.goToLine}
      </Button>
    </div>
  );
}
