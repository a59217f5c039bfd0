import { importWords as words } from '../../content/locales/en/exchange.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { engine } from '../engine/client.ts';
import { undo, writeDocument } from '../store/gateway.ts';
import { writtenOf } from '../store/posture.ts';
import { broughtName } from '../store/ownYaml.ts';
import { openDocument } from '../store/run.ts';
import { useStore } from '../store/store.ts';
import { showToast } from '../store/toast.ts';
import { nameWorkspace } from '../store/workspaces/keeper.ts';

const back = { label: words.back, run: undo };

/** Opens a document in the place of the mesh on show: one edit, which undo takes back. */
export function replaceDocument(document: HopwiseDocument): void {
  const hadOne = useStore.getState().document.files.length > 0;
  openDocument(document, null);
  const name = broughtName();
  if (name !== null) void nameWorkspace(name);
  if (hadOne) showToast(words.opened, back);
}

/** Adds a document to the mesh as it is written: one edit, which undo takes back. */
export async function addDocument(document: HopwiseDocument): Promise<void> {
  const state = useStore.getState();
  const outcome = await engine.addTo(writtenOf(state), document);
  // Whoever has gone on meanwhile is not carried off.
  if (useStore.getState().document !== state.document) return;
  if (outcome.kind !== 'answer') {
    showToast(words.failed);
    return;
  }
  writeDocument(outcome.value, { posture: null });
  useStore.setState({ dialog: null });
  showToast(words.added, back);
}
