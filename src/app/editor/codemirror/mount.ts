import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { indentUnit } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, Transaction } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { editorWords } from '../../../content/locales/en/editor.ts';
import dress from '../codemirror.module.css';
import type { Place } from '../look.ts';
import { yamlByDocument } from './byDocument.ts';
import type { Marks, Span } from '../marks.ts';
import { caretExtension } from './caret.ts';
import { completionExtension } from './completion.ts';
import { dashExtension } from './dash.ts';
import { followLine } from './follow.ts';
import { helpExtension } from './help.ts';
import { inkExtension } from './inks.ts';
import { leaveExtension } from './leave.ts';
import { markExtensions, setMarks } from './marks.ts';
import type { Questions } from './questions.ts';
import { type MarkedProblem, problemExtensions, setProblems } from './problems.ts';

export interface EditorEvents extends Questions {
  onEdit: (text: string) => void;
  onCursor: (offset: number) => void;
}

export interface MountedEditor {
  /** Another file, or the same one changed elsewhere (undo, a form): only the part that differs is replaced. */
  show(file: string, text: string): void;
  /** What is said of the text as it is; of what is null nothing is said yet, and what is drawn stays. */
  mark(marks: Marks | null, problems: readonly MarkedProblem[] | null): void;
  /** Whoever has asked for a line (from 1) finds the cursor there; to write, the value is selected. */
  enter(line: number, wish: Place['wish'], value: Span | null): void;
  /** Brings a line (from 1) to the middle. */
  reveal(line: number): void;
  hasFocus(): boolean;
  destroy(): void;
}

/** Makes a YAML editor in `parent`. Undo belongs to the document, not to the editor. */
export function mountEditor(parent: HTMLElement, events: EditorEvents): MountedEditor {
  let shown = '';
  let silent = false;
  // What was typed here and has not come back yet.
  const written = new Set<string>();

  const stateOf = (file: string, text: string): EditorState =>
    EditorState.create({
      doc: text,
      extensions: [
        completionExtension(events),
        helpExtension(events),
        ...common,
        EditorView.contentAttributes.of(labelsOf(file)),
        listener,
      ],
    });

  const listener = EditorView.updateListener.of((update) => {
    if (update.docChanged) line.leave();
    if (silent) return;
    if (update.docChanged) {
      const text = update.state.doc.toString();
      written.add(text);
      events.onEdit(text);
    }
    if (update.selectionSet && !update.docChanged && update.view.hasFocus)
      events.onCursor(update.state.selection.main.head);
  });

  // Its look comes with it: nothing of it is on the first screen.
  parent.classList.add(dress['dress'] ?? '');
  const view = new EditorView({ parent });
  const line = followLine(view);
  const startOf = (number: number): number =>
    view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines)).from;
  const quietly = (change: () => void): void => {
    silent = true;
    change();
    silent = false;
  };

  return {
    show(file, text) {
      if (file !== shown) {
        shown = file;
        written.clear();
        quietly(() => view.setState(stateOf(file, text)));
        return;
      }
      const now = view.state.doc.toString();
      // It comes back late, and more has been typed since: that is not to be taken out and put in behind the cursor.
      if (text !== now && written.has(text)) return;
      written.clear();
      const change = difference(now, text);
      if (change !== null) {
        quietly(() => view.dispatch({ changes: change, annotations: Transaction.addToHistory.of(false) }));
      }
    },
    mark(marks, problems) {
      const effects = [
        ...(marks === null ? [] : [setMarks.of(marks)]),
        ...(problems === null ? [] : [setProblems.of(problems)]),
      ];
      if (effects.length > 0) view.dispatch({ effects });
    },
    enter(number, wish, value) {
      line.leave();
      const from = startOf(number);
      const known = wish === 'write' && value !== null && value.end <= view.state.doc.length;
      if (wish !== 'none')
        view.dispatch({ selection: known ? { anchor: value.start, head: value.end } : { anchor: from } });
      if (wish === 'write') view.focus();
    },
    reveal: (number) => line.bring(startOf(number)),
    hasFocus: () => view.hasFocus,
    destroy: () => {
      line.stop();
      view.destroy();
    },
  };
}

const common: readonly Extension[] = [
  caretExtension(),
  leaveExtension(),
  dashExtension(),
  markExtensions(),
  problemExtensions(),
  lineNumbers(),
  highlightActiveLine(),
  yamlByDocument(),
  indentUnit.of('  '),
  inkExtension(),
  EditorView.lineWrapping,
  search({ top: true }),
  keymap.of([...searchKeymap, ...defaultKeymap, indentWithTab]),
];

function labelsOf(file: string): Record<string, string> {
  return {
    'aria-label': editorWords.field(file),
    spellcheck: 'false',
    tabindex: '0',
    lang: 'en',
    translate: 'no',
  };
}

/** The one stretch in which two texts differ; null if they are equal. */
export function difference(old: string, text: string): { from: number; to: number; insert: string } | null {
  if (old === text) return null;
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old[start] === text[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  return { from: start, to: old.length - end, insert: text.slice(start, text.length - end) };
}
