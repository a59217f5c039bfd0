import { messages } from '../../content/locales/en/messages.ts';
import type { Change } from '../../core/yaml/change.ts';
import { engine } from '../engine/client.ts';
import { writeDocument } from './gateway.ts';
import { useStore } from './store.ts';
import { showToast } from './toast.ts';

let last: Promise<unknown> = Promise.resolve();

/**
 * Edits one resource of a file through its text. Edits are made one after the other, each on the text that the one before
 * has left. Answers whether it was made.
 */
export function changeResource(file: string, index: number, change: Change, burst?: string): Promise<boolean> {
  const made = last.then(() => make(file, index, change, burst));
  last = made.catch(() => undefined);
  return made;
}

async function make(file: string, index: number, change: Change, burst: string | undefined): Promise<boolean> {
  const { document } = useStore.getState();
  const outcome = await engine.changeResource(document, file, index, change);
  // Somebody typed meanwhile: that stays, and this is done again on top of it.
  if (useStore.getState().document !== document) return make(file, index, change, burst);
  if (outcome.kind !== 'answer' || outcome.value.kind !== 'edited') {
    const reason = outcome.kind === 'answer' && outcome.value.kind === 'refused' ? outcome.value.reason : '';
    showToast(reason === 'aliased' || reason === 'unsafe' ? messages.usedElsewhere : messages.notByForm);
    return false;
  }
  writeDocument(outcome.value.document, burst === undefined ? {} : { burst });
  return true;
}
