import { newId, openWorkspace, startKeeping } from './keeper.ts';
import { listWorkspaces, loadWorkspace, localWorkspaces, recover } from './shelf.ts';
import { tabMemory } from './tab.ts';
import type { Workspace } from './workspace.ts';

export { openWorkspace, startKeeping };

/** The workspace to begin with: this tab's own, else the one that was saved last. Never fails: without storage there is none. */
export async function workspaceToOpen(): Promise<Workspace | null> {
  try {
    await recover(newId);
    const own = tabMemory().workspace;
    const mine = own === null ? null : await loadWorkspace(own);
    if (mine !== null) return mine;
    const [newest] = await listWorkspaces();
    return newest === undefined ? null : await loadWorkspace(newest.id);
  } catch {
    return localWorkspaces().toSorted((a, b) => b.savedAt - a.savedAt)[0] ?? null;
  }
}
