import { useEffect, useState } from 'react';
import { fileCount, exportWords as words, saySecrets } from '../../content/locales/en/export.ts';
import type { TakenOut } from '../../core/scenario/outgo/takeOut.ts';
import { engine } from '../engine/client.ts';
import { builtIn } from '../store/gallery.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { DownloadIcon } from '../ui/icons.tsx';
import { saveFile } from '../ui/saveFile.ts';
import { Changes } from './Changes.tsx';
import { CopyButton } from './CopyButton.tsx';
import { oneText, saveFolder } from './outFiles.ts';
import styles from './ExportDialog.module.css';

/** The mesh as plain YAML for kubectl: all of it, or what has changed since it was opened. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const document = useStore((state) => state.document);
  const start = useStore((state) => state.start);
  const origin = useStore((state) => state.origin);
  const name = useStore((state) => state.good?.evaluation.scenario.name) || 'mesh';
  const taken = useTakenOut(document, start);
  const since = (origin === null ? undefined : builtIn(origin)?.title) ?? null;
  return (
    <Dialog title={words.title} wide onClose={onClose}>
      <div className={styles.body}>
        <p>{words.about}</p>
        {taken === 'failed' && <p role="alert">{words.failed}</p>}
        {taken !== null && taken !== 'failed' && (
          <>
            {taken.secrets > 0 && <p>{saySecrets(taken.secrets)}</p>}
            <section aria-label={words.all}>
              <h3>
                {words.all} <span>{fileCount(taken.files.length)}</span>
              </h3>
              <div className={styles.actions}>
                <CopyButton text={() => oneText(taken.files)}>{words.copyYaml}</CopyButton>
                <Button look="line" onClick={() => saveFile(yamlOf(taken), `${name}.yaml`)}>
                  <DownloadIcon />
                  {words.file}
                </Button>
                <Button look="line" onClick={() => void saveFolder(taken.files, name)}>
                  <DownloadIcon />
                  {words.folder}
                </Button>
              </div>
            </section>
            <Changes taken={taken} since={since} name={name} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function yamlOf({ files }: TakenOut): Blob {
  return new Blob([oneText(files)], { type: 'application/yaml' });
}

type Documents = Parameters<typeof engine.takeOut>;

function useTakenOut(document: Documents[0], start: Documents[1]): TakenOut | 'failed' | null {
  const [taken, setTaken] = useState<TakenOut | 'failed' | null>(null);
  useEffect(() => {
    let current = true;
    void engine.takeOut(document, start).then((outcome) => {
      if (current && outcome.kind !== 'superseded') setTaken(outcome.kind === 'answer' ? outcome.value : 'failed');
    });
    return () => {
      current = false;
    };
  }, [document, start]);
  return taken;
}
