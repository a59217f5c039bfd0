import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/**
 * When marks change, CodeMirror may leave the caret behind the last element of a line instead of in its text. Chromium then
 * puts what is typed next before that element. So the caret goes back into the text.
 */
export function caretExtension(): Extension {
  return EditorView.updateListener.of(({ view }) => {
    const { main } = view.state.selection;
    if (!main.empty || !view.hasFocus || view.composing) return;
    const selection = getSelection();
    const at = selection?.focusNode ?? null;
    if (selection === null || at === null || at.nodeType === Node.TEXT_NODE || !view.contentDOM.contains(at)) return;
    const { node, offset } = view.domAtPos(main.head, -1);
    if (node.nodeType === Node.TEXT_NODE) selection.collapse(node, offset);
  });
}
