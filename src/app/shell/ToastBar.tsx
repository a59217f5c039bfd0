import { useEffect } from 'react';
import { shellWords } from '../../content/locales/en/shell.ts';
import { dismissToast } from '../store/toast.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { CloseIcon } from '../ui/icons.tsx';
import styles from './ToastBar.module.css';

const stay = 8000;

/** Something said in passing. It goes by itself only if there is nothing to do about it. */
export function ToastBar() {
  const toast = useStore((state) => state.toast);
  useEffect(() => {
    if (toast === null || toast.action !== null) return;
    const timer = setTimeout(dismissToast, stay);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className={styles.place} role="status">
      {toast !== null && (
        <div className={styles.toast}>
          <span>{toast.text}</span>
          {toast.action !== null && (
            <Button
              small
              look="line"
              onClick={() => {
                dismissToast();
                toast.action?.run();
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <Button small square aria-label={shellWords.dismiss} onClick={dismissToast}>
            <CloseIcon size={14} />
          </Button>
        </div>
      )}
    </div>
  );
}
