import { useEffect, useState, type DragEvent, type ReactNode } from 'react';
import { openFileList, openPasted } from '../store/ownYaml.ts';
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
      if (clipboardData.files.length > 0) void openFileList([...clipboardData.files]);
      else if (!openPasted(clipboardData.getData('text/plain'))) return;
      event.preventDefault();
    };
    addEventListener('paste', onPaste);
    return () => removeEventListener('paste', onPaste);
  }, []);

  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const { files } = event.dataTransfer;
    if (files.length > 0) void openFileList([...files]);
    else openPasted(event.dataTransfer.getData('text/plain'));
  };

  return (
    <main
      className={className}
      aria-label="Mesh"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {children}
      {over && <p className={styles.over}>Drop YAML to open it. Undo brings this mesh back.</p>}
    </main>
  );
}
