import { editorWords } from '../../content/locales/en/editor.ts';
import type { DocumentFile } from '../../core/model/scenario.ts';
import type { Evaluation } from '../../core/scenario/evaluate.ts';
import { lazy, type ReactNode, Suspense } from 'react';
import { redo, undo } from '../store/gateway.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { ChevronIcon, FileIcon, RedoIcon, UndoIcon } from '../ui/icons.tsx';
import type { Place } from './look.ts';
import styles from './YamlPanel.module.css';

const PlainWords = lazy(async () => ({ default: (await import('./plain/PlainWords.tsx')).PlainWords }));

type ResourceRow = Evaluation['resources'][number];

export interface YamlHeaderProps {
  files: readonly DocumentFile[];
  resources: readonly ResourceRow[];
  place: Place;
  onPlace: (place: Place) => void;
  tools: ReactNode;
}

/** Which resource is shown, what it says in plain words, and the way to every other one. */
/** More than this nobody looks through: the others are found with /. */
const mostListed = 1000;

/** The resources before and after the one on show, where there are too many to list all. */
function around(resources: readonly ResourceRow[], current: ResourceRow | undefined): readonly ResourceRow[] {
  if (resources.length <= mostListed) return resources;
  const at = current === undefined ? 0 : resources.indexOf(current);
  const from = Math.max(0, Math.min(at - mostListed / 2, resources.length - mostListed));
  return resources.slice(from, from + mostListed);
}

export function YamlHeader({ files, resources, place, onPlace, tools }: YamlHeaderProps) {
  // In plain words a policy says whom it keeps out: not before somebody has said it.
  const veiled = useStore((state) => state.veil !== null);
  const canUndo = useStore((state) => state.undo.length > 0);
  const canRedo = useStore((state) => state.redo.length > 0);
  const current = resources.findLast(({ range }) => range.file === place.file && range.line <= place.line);
  const near = around(resources, current);
  const go = (value: string): void => {
    const resource = resources.find(({ id }) => id === value);
    onPlace({ file: resource?.file ?? value, line: resource?.range.line ?? 1, wish: 'see', value: null });
  };
  return (
    <>
      <header className={styles.head}>
        <div className={styles.jump}>
          <FileIcon />
          <b title={current?.name} translate="no">
            {current?.name ?? place.file}
          </b>
          <span title={current?.kind} translate="no">
            {current?.kind}
          </span>
          <ChevronIcon />
          <select
            aria-label={editorWords.goToAResource}
            value={current?.id ?? place.file}
            onChange={({ target }) => go(target.value)}
          >
            {files.map(({ name }) => {
              const inFile = near.filter((resource) => resource.file === name);
              return (
                <optgroup key={name} label={name}>
                  {(inFile.length === 0 || current === undefined) && <option value={name}>{name}</option>}
                  {inFile.map(({ id, kind, namespace, name: resource }) => (
                    <option key={id} value={id}>
                      {kind} {namespace === '' ? '' : `${namespace}/`}
                      {resource}
                    </option>
                  ))}
                </optgroup>
              );
            })}
          </select>
        </div>
        {tools}
        <Button small square aria-label={editorWords.undo} title={editorWords.undo} disabled={!canUndo} onClick={undo}>
          <UndoIcon />
        </Button>
        <Button small square aria-label={editorWords.redo} title={editorWords.redo} disabled={!canRedo} onClick={redo}>
          <RedoIcon />
        </Button>
      </header>
      {current !== undefined && !veiled && (
        <Suspense>
          <PlainWords resource={current.id} namespace={current.namespace} />
        </Suspense>
      )}
    </>
  );
}
