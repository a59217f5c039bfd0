import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { uiWords } from '../../content/locales/en/ui.ts';
import { Button } from './Button.tsx';
import { CloseIcon } from './icons.tsx';
import styles from './Dialog.module.css';

export interface DialogProps {
  title: string;
  children: ReactNode;
  wide?: boolean;
  /** At the right edge, over the side panel, in full height. */
  drawer?: boolean;
  /** As large as the screen allows; what is in it scrolls by itself. */
  full?: boolean;
  onClose: () => void;
}

/**
 * A modal on the native `<dialog>`: the browser gives inertness, Escape and the return of focus. Mounted = open.
 * The element with `data-first` gets the focus, else the close button.
 */
export function Dialog({ title, children, wide = false, drawer = false, full = false, onClose }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // Before it leaves the page: a dialog that is closed only afterwards does not give the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    if (!dialog.open) dialog.showModal();
    // The browser would choose the close button.
    dialog.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => dialog.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={`${styles.dialog} ${wide ? styles.wide : ''} ${drawer ? styles.drawer : ''} ${full ? styles.full : ''}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        // Only the backdrop is the dialog element itself; its content fills the box.
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles.box}>
        <header className={styles.head}>
          <h2 id={heading}>{title}</h2>
          <Button square aria-label={uiWords.close} onClick={onClose}>
            <CloseIcon />
          </Button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
