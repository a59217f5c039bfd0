import { engine } from '../engine/client.ts';
import type { Outcome } from '../engine/protocol.ts';
import { goToNamed } from '../store/cursor.ts';
import { useStore } from '../store/store.ts';
import type { Questions } from './codemirror/questions.ts';

/** What an editor asks about the file that it shows. The document in the store is the text that it holds. */
export function questionsAbout(file: () => string): Questions {
  return {
    complete: async (offset) => valueOf(await engine.completeAt(useStore.getState().document, file(), offset)),
    help: async (offset) => valueOf(await engine.helpAt(useStore.getState().document, file(), offset)),
    goTo: (offset) => void goToNamed({ file: file(), offset }),
  };
}

function valueOf<T>(outcome: Outcome<T | null>): T | null {
  return outcome.kind === 'answer' ? outcome.value : null;
}
