import { useState } from 'react';
import { openPasted } from '../store/ownYaml.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextAreaField } from '../ui/Field.tsx';
import { OpenIcon } from '../ui/icons.tsx';
import styles from './OpenDialog.module.css';

export interface OpenDialogProps {
  onOpenFile: () => void;
  onClose: () => void;
}

/** One's own YAML: pasted or from files. */
export function OpenDialog({ onOpenFile, onClose }: OpenDialogProps) {
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const open = (): void => {
    if (!openPasted(text)) setError('Paste some YAML first.');
  };
  return (
    <Dialog title="Your own YAML" wide onClose={onClose}>
      <div className={styles.body}>
        <p>
          Paste what <code>kubectl get -A -o yaml</code> prints: Namespaces, workloads, Services and Istio’s resources.
          Kinds that are not simulated are kept. Nothing leaves this page.
        </p>
        <TextAreaField
          label="YAML"
          rows={12}
          value={text}
          error={error}
          data-first
          onChange={(value) => {
            setText(value);
            setError(undefined);
          }}
        />
        <div className={styles.actions}>
          <Button look="line" onClick={onOpenFile}>
            <OpenIcon />
            Open files…
          </Button>
          <Button look="primary" onClick={open}>
            Open
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
