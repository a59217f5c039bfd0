import { andMore } from '../../content/locales/en/exchange.ts';
import { changeCount, changeWords, exportWords as words, saySince } from '../../content/locales/en/export.ts';
import type { OutResource, TakenOut } from '../../core/scenario/outgo/takeOut.ts';
import { Button } from '../ui/Button.tsx';
import { DownloadIcon } from '../ui/icons.tsx';
import { CopyButton } from './CopyButton.tsx';
import { changedFiles, commandOf, patchText, saveFolder } from './outFiles.ts';
import styles from './ExportDialog.module.css';

const shownChanges = 30;
const shownCommand = 20_000;

type Change = readonly [how: keyof typeof changeWords, resource: OutResource];

export interface ChangesProps {
  taken: TakenOut;
  /** The built-in mesh that it began as; null: one's own. */
  since: string | null;
  name: string;
}

/** What is different from what was opened, as files and as a command. */
export function Changes({ taken, since, name }: ChangesProps) {
  const changes: readonly Change[] = [
    ...taken.added.map((each): Change => ['added', each]),
    ...taken.changed.map((each): Change => ['changed', each]),
    ...taken.removed.map((each): Change => ['removed', each]),
  ];
  const heading = saySince(since);
  if (changes.length === 0)
    return (
      <section aria-label={words.changes}>
        <h3>{heading}</h3>
        <p>{words.unchanged}</p>
      </section>
    );
  const command = commandOf(taken);
  return (
    <section aria-label={words.changes}>
      <h3>
        {heading} <span>{changeCount(changes.length)}</span>
      </h3>
      <ul className={styles.changes}>
        {changes.slice(0, shownChanges).map(([how, { kind, namespace, name: own }]) => (
          <li key={`${kind}/${namespace}/${own}`} data-change={how}>
            <span className={styles.mark}>{changeWords[how].mark}</span>
            <span>{changeWords[how].word}</span>
            <span translate="no">
              {kind} {namespace === '' ? '' : `${namespace}/`}
              {own}
            </span>
          </li>
        ))}
        {changes.length > shownChanges && <li>{andMore(changes.length - shownChanges)}</li>}
      </ul>
      {command.length <= shownCommand && (
        <textarea
          className={styles.command}
          readOnly
          rows={Math.min(12, command.split('\n').length)}
          value={command}
          aria-label={words.command}
          spellCheck={false}
        />
      )}
      <div className={styles.actions}>
        <CopyButton look="primary" text={() => command}>
          {words.copyCommand}
        </CopyButton>
        {patchText(taken) !== '' && <CopyButton text={() => patchText(taken)}>{words.copyYaml}</CopyButton>}
        <Button look="line" onClick={() => void saveFolder(changedFiles(taken), `${name}-changes`)}>
          <DownloadIcon />
          {words.folder}
        </Button>
      </div>
    </section>
  );
}
