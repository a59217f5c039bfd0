import { messages } from '../../content/locales/en/messages.ts';
import { engine } from '../engine/client.ts';
import { showSource } from './show.ts';
import { useStore } from './store.ts';
import { showToast } from './toast.ts';

/** A place in the text. */
export interface CursorAt {
  readonly file: string;
  readonly offset: number;
}

let cursor: CursorAt | null = null;

/** Where the person was last in the text; nothing on the screen depends on it. */
export function rememberCursor(at: CursorAt | null): void {
  cursor = at;
}

/** Shows the resource that is named where the cursor stands, or at another place. */
export async function goToNamed(at: CursorAt | null = cursor): Promise<void> {
  if (at === null) {
    showToast(messages.noCursor);
    return;
  }
  const { document } = useStore.getState();
  const outcome = await engine.referenceAt(document, at.file, at.offset);
  if (outcome.kind !== 'answer') return;
  if (outcome.value === null) showToast(messages.noSuchName);
  else showSource(outcome.value, true);
}
