import { useEffect, useState } from 'react';
import { copyName, workspaceName, workspaceWords as words } from '../../content/locales/en/workspaces.ts';
import { toBundle } from '../store/bundle.ts';
import { useStore } from '../store/store.ts';
import { whileFree } from '../store/workspaces/hold.ts';
import { nameWorkspace, newId, openWorkspace } from '../store/workspaces/keeper.ts';
import { listWorkspaces, loadWorkspace, putWorkspace, removeWorkspace } from '../store/workspaces/shelf.ts';
import type { Entry, Workspace } from '../store/workspaces/workspace.ts';
import { saveFile } from '../ui/saveFile.ts';

export interface Shelf {
  /** Null while it is being read. */
  readonly entries: readonly Entry[] | null;
  /** What could not be done. */
  readonly message: string;
  readonly open: (entry: Entry) => void;
  readonly rename: (entry: Entry, name: string) => void;
  readonly duplicate: (entry: Entry) => void;
  readonly save: (entry: Entry) => void;
  readonly remove: (entry: Entry) => void;
  readonly keep: () => void;
}

/** The workspaces of this browser, and what can be done with them. */
export function useShelf(): Shelf {
  const [entries, setEntries] = useState<readonly Entry[] | null>(null);
  const [message, setMessage] = useState('');
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    listWorkspaces()
      .then((list) => {
        if (current) setEntries(list);
      })
      .catch(() => {
        if (!current) return;
        setEntries([]);
        setMessage(words.nowhere);
      });
    return () => {
      current = false;
    };
  }, [round]);

  const run = (work: () => Promise<string | void>): void => {
    setMessage('');
    work()
      .then((said) => setMessage(said ?? ''))
      .catch(() => setMessage(words.failed))
      .finally(() => setRound((last) => last + 1));
  };
  const withText = (entry: Entry, work: (workspace: Workspace) => Promise<string | void> | void): void =>
    run(async () => {
      const workspace = await loadWorkspace(entry.id);
      return workspace === null ? words.failed : work(workspace);
    });
  const isShown = ({ id }: Entry): boolean => useStore.getState().workspace?.id === id;

  return {
    entries,
    message,
    open: (entry) => withText(entry, openWorkspace),
    rename: (entry, name) => {
      if (isShown(entry)) run(() => nameWorkspace(name));
      else
        withText(entry, async (workspace) => {
          const done = await whileFree(entry.id, async () => {
            await putWorkspace({ ...workspace, name, revision: workspace.revision + 1 });
          });
          return done ? undefined : words.elsewhere;
        });
    },
    duplicate: (entry) =>
      withText(entry, async (workspace) => {
        const name = copyName(workspaceName(workspace));
        await putWorkspace({ ...workspace, id: newId(), name, revision: 1, savedAt: Date.now() });
      }),
    save: (entry) =>
      withText(entry, ({ files, posture, name, title }) => {
        const text = toBundle({ files: posture?.written ?? files });
        saveFile(new Blob([text], { type: 'application/yaml' }), `${workspaceName({ name, title })}.hopwise.yaml`);
      }),
    remove: (entry) =>
      run(async () => ((await whileFree(entry.id, () => removeWorkspace(entry.id))) ? undefined : words.elsewhere)),
    keep: () => run(() => nameWorkspace(titleOnShow())),
  };
}

function titleOnShow(): string {
  const { good } = useStore.getState();
  return good?.evaluation.scenario.title || words.untitled;
}
