import { clear, del, get, update } from 'idb-keyval';
import { readSaved } from './saved.ts';
import { type Entry, entryOf, readEntries, readWorkspace, type Workspace } from './workspace.ts';

const listKey = 'hopwise.workspaces';
const workspaceKey = (id: string): string => `hopwise.workspace.${id}`;
/** Where a page that goes away puts what the database has not got yet: it cannot wait for that. */
const localKey = 'hopwise.unsaved.';
/** The only document, as it was kept before there were workspaces. */
const oldKey = 'hopwise.document';

/** All workspaces of this browser, the newest first. Fails where storage is blocked. */
export async function listWorkspaces(): Promise<readonly Entry[]> {
  return readEntries(await get(listKey)).toSorted((a, b) => b.savedAt - a.savedAt);
}

export async function loadWorkspace(id: string): Promise<Workspace | null> {
  return readWorkspace(await get(workspaceKey(id)));
}

/** Saves a workspace if its revision is newer than what is kept: another tab's work is never written over. */
export async function putWorkspace(workspace: Workspace): Promise<'saved' | 'conflict'> {
  let conflict = false;
  // One transaction reads and writes, so that no other tab comes between.
  await update<unknown>(workspaceKey(workspace.id), (kept) => {
    conflict = (readWorkspace(kept)?.revision ?? 0) >= workspace.revision;
    return conflict ? kept : workspace;
  });
  if (conflict) return 'conflict';
  await update<unknown>(listKey, (list) => [
    ...readEntries(list).filter(({ id }) => id !== workspace.id),
    entryOf(workspace),
  ]);
  forgetLocal(workspace.id);
  return 'saved';
}

export async function removeWorkspace(id: string): Promise<void> {
  forgetLocal(id);
  await del(workspaceKey(id));
  await update<unknown>(listKey, (list) => readEntries(list).filter((entry) => entry.id !== id));
}

/** Forgets everything that this browser keeps for Hopwise. */
export async function clearShelf(): Promise<void> {
  for (const key of localKeys('hopwise.')) localStorage.removeItem(key);
  sessionStorage.clear();
  await clear();
}

/** Puts a workspace where it outlives the page at once; false if there is no room. */
export function putLocal(workspace: Workspace): boolean {
  try {
    localStorage.setItem(localKey + workspace.id, JSON.stringify(workspace));
    return true;
  } catch {
    return false;
  }
}

/** Takes what pages have left behind, and what older versions have kept, into the list. The newest of it, or null. */
export async function recover(newId: () => string): Promise<Workspace | null> {
  const found = [...localWorkspaces(), ...(await oldDocument(newId))].toSorted((a, b) => b.savedAt - a.savedAt);
  for (const workspace of found) {
    // Somebody has saved since, from what this one did not know: both are kept.
    if ((await putWorkspace(workspace)) === 'conflict' && (await isDifferent(workspace)))
      await putWorkspace({ ...workspace, id: newId(), revision: 1 });
    forgetLocal(workspace.id);
  }
  await del(oldKey);
  return found[0] ?? null;
}

/** What pages have left behind, where the database cannot be asked. */
export function localWorkspaces(): readonly Workspace[] {
  return localKeys(localKey).flatMap((key) => {
    const workspace = readWorkspace(parse(localStorage.getItem(key)));
    return workspace === null ? [] : [workspace];
  });
}

async function isDifferent(workspace: Workspace): Promise<boolean> {
  const kept = await loadWorkspace(workspace.id);
  return JSON.stringify(kept?.files) !== JSON.stringify(workspace.files);
}

async function oldDocument(newId: () => string): Promise<readonly Workspace[]> {
  const saved = readSaved(await get(oldKey));
  return saved === null ? [] : [{ ...saved, id: newId(), name: '', title: '', revision: 1, start: null, fork: null }];
}

function forgetLocal(id: string): void {
  try {
    localStorage.removeItem(localKey + id);
  } catch {
    // blocked: there is nothing in it
  }
}

function localKeys(prefix: string): readonly string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
