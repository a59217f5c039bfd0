import { keepingWords } from '../../content/locales/en/keeping.ts';
import { keepCopy } from '../store/workspaces/keeper.ts';
import { Button } from '../ui/Button.tsx';
import { WarningIcon } from '../ui/icons.tsx';
import styles from './KeepingBar.module.css';

/** Over the canvas while another tab keeps this workspace: two tabs do not write over each other. */
export function KeepingBar() {
  return (
    <div className={styles.bar} role="status">
      <WarningIcon />
      <span>{keepingWords.elsewhere}</span>
      <Button small look="line" onClick={() => void keepCopy()}>
        {keepingWords.copy}
      </Button>
    </div>
  );
}
