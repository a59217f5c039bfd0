import { useEffect, useState, type DragEvent, type ReactNode } from 'react';
import { shellWords } from '../../content/locales/en/shell.ts';
import { bringDropped, bringFiles, bringPasted } from '../store/ownYaml.ts';
import { useStore } from '../store/store.ts';
import styles from './DropZone.module.css';

/** The canvas takes YAML: dropped files or text, and text pasted anywhere but into a field. */
export function DropZone({ children, className }: { children: ReactNode; className?: string | undefined }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const { target, clipboardData } = event;
      if (target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog') !== null)
        return;
      if (useStore.getState().brokenLink !== null || clipboardData === null) return;
      if (clipboardData.files.length > 0) bringFiles([...clipboardData.files]);
      else if (!bringPasted(clipboardData.getData('text/plain'))) return;
      event.preventDefault();
    };
    addEventListener('paste', onPaste);
    return () => removeEventListener('paste', onPaste);
  }, []);

  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const { dataTransfer } = event;
    if (dataTransfer.files.length > 0) bringDropped(dataTransfer);
    else bringPasted(dataTransfer.getData('text/plain'));
  };

  return (
    <main
      className={className}
      aria-label={shellWords.mesh}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {children}
      {over && <p className={styles.over}>{shellWords.drop}</p>}
    </main>
  );
}
