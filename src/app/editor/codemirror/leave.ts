import { type Extension, Prec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** As long as somebody may think about where to go. */
const long = 600_000;

/**
 * After Escape, Tab and Shift Tab leave the editor, until another key is pressed: whatever is selected, and however slow somebody is.
 * CodeMirror alone gives two seconds, and none where Escape takes a selection back.
 */
export function leaveExtension(): Extension {
  return Prec.highest(
    EditorView.domEventHandlers({
      keydown(event, view) {
        if (event.key === 'Escape') view.setTabFocusMode(long);
        return false;
      },
    }),
  );
}
