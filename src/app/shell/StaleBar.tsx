import { useState } from 'react';
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
  const [wasBroken, setWasBroken] = useState(false);
  if (broken !== null && !wasBroken) setWasBroken(true);
  if (engineError !== null) {
    return (
      <div className={styles.bar} role="alert">
        <WarningIcon />
        <span>{shellWords.engineStopped}</span>
      </div>
    );
  }
  return (
    <>
      {/* Said once: while somebody types, number and line change with every letter. */}
      <p className="sr" role="status">
        {broken !== null ? shellWords.brokenSay : wasBroken && shellWords.readableSay}
      </p>
      {broken !== null && (
        <div className={styles.bar}>
          <WarningIcon />
          <span>{shellWords.broken(errors, broken.line)}</span>
          <Button
            small
            look="line"
            onClick={() =>
              useStore.setState({ goal: { kind: 'place', file: broken.file, line: broken.line, wish: 'write' } })
            }
          >
            {shellWords.goToLine}
          </Button>
        </div>
      )}
    </>
  );
}
