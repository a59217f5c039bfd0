import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  type Completion as Option,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
  selectedCompletion,
  startCompletion,
} from '@codemirror/autocomplete';
import { type Extension, Prec } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import { nameWords, typeWords } from '../../../content/locales/en/fields.ts';
import type { Completion } from '../../../core/model/completion.ts';
import type { Questions } from './questions.ts';

/** Fields, values and names of the mesh, as the engine knows them. */
export function completionExtension(questions: Questions): Extension {
  return [
    // Before what the list does with the key.
    Prec.highest(keymap.of([{ key: 'Enter', run: closeIfThere }])),
    autocompletion({
      override: [(context) => complete(context, questions)],
      icons: false,
      // A short list: the panel is narrow, and typing narrows it down.
      maxRenderedOptions: 60,
      optionClass: (option) => `hw-option hw-option-${option.type ?? ''}`,
    }),
    Prec.highest(keymap.of([{ key: 'Tab', run: acceptCompletion }])),
    keymap.of(completionKeymap),
  ];
}

async function complete(context: CompletionContext, questions: Questions): Promise<CompletionResult | null> {
  const before = context.state.doc
    .lineAt(context.pos)
    .text.slice(0, context.pos - context.state.doc.lineAt(context.pos).from);
  // Unasked, only where something is being written: an empty line may be meant to stay one.
  if (!context.explicit && !/[\w"'/*.-]$|: $|- $|\[$|, $/.test(before)) return null;
  const found = await questions.complete(context.pos);
  if (found === null || context.aborted) return null;
  return {
    from: found.from,
    to: found.to,
    options: found.items.map((item, index) => optionOf(item, found.items.length - index)),
    validFor: /^[\w./*@:[\]-]*$/,
  };
}

/** Whoever has written the whole word means a new line by Enter: the list would put in what is there, and swallow it. */
function closeIfThere(view: EditorView): boolean {
  const option = selectedCompletion(view.state);
  const { head } = view.state.selection.main;
  const insert = option === null ? undefined : inserts.get(option);
  if (insert !== undefined && view.state.sliceDoc(head - insert.length, head) === insert) closeCompletion(view);
  return false;
}

/** What an option would put in. */
const inserts = new WeakMap<Option, string>();

function optionOf({ label, insert, kind, type, required, doc }: Completion, place: number): Option {
  const option: Option = {
    label,
    type: kind,
    detail: kind === 'field' ? typeWords(type, required) : kind === 'name' ? nameWords(type) : '',
    ...(doc === '' || kind !== 'field' ? {} : { info: doc }),
    // The table's order is the order in which people need them.
    boost: Math.min(99, place),
    apply: (view, _option, from, to) => take(view, insert, from, to),
  };
  inserts.set(option, insert);
  return option;
}

/** Puts it in; where one goes on writing at once, the next list is opened. */
function take(view: EditorView, insert: string, from: number, to: number): void {
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
  if (/[\s-]$/.test(insert)) setTimeout(() => startCompletion(view), 0);
}
