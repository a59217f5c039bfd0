import { keepCopy } from '../store/workspaces/keeper.ts';
import { Button } from '../ui/Button.tsx';
import { WarningIcon } from '../ui/icons.tsx';
import styles from './KeepingBar.module.css';

/** Over the canvas while another tab keeps this workspace: two tabs do not write over each other. */
export function KeepingBar() {
  return (
    <div className={styles.bar} role="status">
      <WarningIcon />
      <span>Open in another tab, too: what you change here is not kept.</span>
      <Button small look="line" onClick={() => void keepCopy()}>
        Keep a copy
      </Button>
    </div>
  );
}
