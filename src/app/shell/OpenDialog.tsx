import { useRef, useState } from 'react';
import { dialogWords } from '../../content/locales/en/dialogs.ts';
import { bringFiles, bringPasted } from '../store/ownYaml.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextAreaField } from '../ui/Field.tsx';
import { FileIcon, OpenIcon } from '../ui/icons.tsx';
import { Marked } from '../ui/Marked.tsx';
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
    if (!bringPasted(text)) setError(dialogWords.pasteFirst);
  };
  return (
    <Dialog title={dialogWords.openTitle} wide onClose={onClose}>
      <div className={styles.body}>
        <p>
          <Marked text={dialogWords.openLead(get)} />
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
            {dialogWords.openAFolder}
          </Button>
          <Button look="line" onClick={onOpenFile}>
            <FileIcon />
            {dialogWords.openFiles}
          </Button>
          <Button look="primary" onClick={open}>
            {dialogWords.open}
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
          aria-label={dialogWords.folder}
          onChange={({ target }) => bringFiles([...(target.files ?? [])])}
        />
      </div>
    </Dialog>
  );
}
