import type { Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap } from '@codemirror/view';
import { helpWords } from '../../../content/locales/en/fields.ts';
import type { FieldHelp } from '../../../core/model/completion.ts';
import type { Questions } from './questions.ts';

/** What a field is for, beside the pointer; and the way to what a value names. */
export function helpExtension(questions: Questions): Extension {
  return [
    hoverTooltip(async (_view, offset) => {
      const help = await questions.help(offset);
      if (help === null) return null;
      return { pos: help.from, end: help.to, above: true, create: () => ({ dom: describe(help) }) };
    }),
    EditorView.domEventHandlers({
      mousedown(event, view) {
        if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false;
        const offset = view.posAtCoords(event);
        if (offset === null) return false;
        event.preventDefault();
        questions.goTo(offset);
        return true;
      },
    }),
    keymap.of([
      {
        key: 'F12',
        preventDefault: true,
        run: (view) => {
          questions.goTo(view.state.selection.main.head);
          return true;
        },
      },
    ]),
  ];
}

function describe(help: FieldHelp): HTMLElement {
  const box = document.createElement('div');
  box.className = 'hw-help';
  const { name, facts, doc, more } = helpWords(help);
  const head = document.createElement('p');
  const code = document.createElement('code');
  code.textContent = name;
  head.append(code, ` ${facts}`);
  box.append(head);
  for (const text of [doc, ...more]) {
    const line = document.createElement('p');
    line.textContent = text;
    box.append(line);
  }
  return box;
}
