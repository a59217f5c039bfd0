import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/**
 * A new line stands under the key of the item above it. Whoever writes a dash there means the next item, or a new document, for under a key
 * that has its value YAML has no place for a dash: it goes where it counts.
 */
export function dashExtension(): Extension {
  return EditorView.inputHandler.of((view, from, to, text) => {
    const line = view.state.doc.lineAt(from);
    if (text !== '-' || from !== to || to !== line.to) return false;
    const above = view.state
      .sliceDoc(Math.max(0, line.from - 20_000), line.from)
      .split('\n')
      .slice(0, -1);
    const column = dashColumn(above, line.text);
    if (column === null) return false;
    const insert = `${' '.repeat(column)}${line.text.trim()}-`;
    view.dispatch({
      changes: { from: line.from, to: line.to, insert },
      selection: { anchor: line.from + insert.length },
      userEvent: 'input.type',
      scrollIntoView: true,
    });
    return true;
  });
}

/** The column to which a dash that is written at the end of `text` belongs; null: it stands where it should. */
export function dashColumn(above: readonly string[], text: string): number | null {
  // `---` begins a document in the first column only.
  if (/^ +--$/.test(text)) return 0;
  if (!/^ +$/.test(text)) return null;
  const at = text.length;
  const lines = above.filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  const last = lines.at(-1);
  if (last === undefined || contentOf(last) !== at || !/: *\S/.test(last)) return null;
  const start = lines.findLast((line) => contentOf(line) !== indentOf(line) || indentOf(line) < at);
  return start === undefined || contentOf(start) !== at ? null : indentOf(start);
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Where what a line says begins: after its dash, if it has one. */
const contentOf = (line: string): number => /^ *(?:- )*/.exec(line)?.[0].length ?? 0;
