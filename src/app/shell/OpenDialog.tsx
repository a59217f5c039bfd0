import { useRef, useState } from 'react';
import { bringFiles, bringPasted } from '../store/ownYaml.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextAreaField } from '../ui/Field.tsx';
import { FileIcon, OpenIcon } from '../ui/icons.tsx';
import styles from './OpenDialog.module.css';

const get = 'kubectl get all,sa,ns,secret,networkpolicy,istio-io,gateway-api -A -o yaml';

export interface OpenDialogProps {
  onOpenFile: () => void;
  onClose: () => void;
}

/** One's own YAML: pasted or from files. */
export function OpenDialog({ onOpenFile, onClose }: OpenDialogProps) {
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const folder = useRef<HTMLInputElement>(null);
  const open = (): void => {
    if (!bringPasted(text)) setError('Paste some YAML first.');
  };
  return (
    <Dialog title="Your own YAML" wide onClose={onClose}>
      <div className={styles.body}>
        <p>
          Paste what <code>{get}</code> prints, as YAML or JSON, or drop files or a folder on the canvas. You see what
          is in it before it opens. Nothing leaves this browser, and values of Secrets are dropped at once.
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
          <Button look="line" onClick={() => folder.current?.click()}>
            <OpenIcon />
            Open a folder…
          </Button>
          <Button look="line" onClick={onOpenFile}>
            <FileIcon />
            Open files…
          </Button>
          <Button look="primary" onClick={open}>
            Open
          </Button>
        </div>
        <input
          ref={(input) => {
            folder.current = input;
            // React knows no property of this name.
            input?.setAttribute('webkitdirectory', '');
          }}
          type="file"
          multiple
          hidden
          aria-label="Folder"
          onChange={({ target }) => bringFiles([...(target.files ?? [])])}
        />
      </div>
    </Dialog>
  );
}
