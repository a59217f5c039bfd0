import { syntaxTree } from '@codemirror/language';
import { type Extension, type Range } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

/** Two inks are all the colour that YAML has here: keys and comments step back, values stand out. */
const looks: Readonly<Record<string, Decoration>> = {
  Key: Decoration.mark({ class: 'hw-key' }),
  Comment: Decoration.mark({ class: 'hw-comment' }),
  DirectiveEnd: Decoration.mark({ class: 'hw-comment' }),
};

/** A long line goes on under its own beginning, not at the edge: the end of a value is what differs. */
function indented(text: string): Decoration {
  const depth = /^[ -]*/.exec(text)?.[0].length ?? 0;
  return Decoration.line({ attributes: { style: `--indent: ${depth}ch` } });
}

/** From this length on a value may need a second line. */
const longValue = 24;
const part = Decoration.mark({ class: 'hw-part' });

/** An identity may break after its slashes, and nowhere else. */
function parts(value: string, start: number): Range<Decoration>[] {
  return [...value.matchAll(/[^/]*\/|[^/]+$/g)].map(({ index, 0: text }) =>
    part.range(start + index, start + index + text.length),
  );
}

function draw(view: EditorView): DecorationSet {
  const decorations: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; at = view.state.doc.lineAt(at).to + 1) {
      const line = view.state.doc.lineAt(at);
      decorations.push(indented(line.text).range(line.from));
    }
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: ({ name, from: start, to: end }) => {
        const look = looks[name];
        if (look !== undefined && start < end) decorations.push(look.range(start, end));
        if (name.endsWith('Literal') && end - start > longValue) {
          decorations.push(...parts(view.state.sliceDoc(start, end), start));
        }
      },
    });
  }
  return Decoration.set(decorations, true);
}

export function inkExtension(): Extension {
  return ViewPlugin.define(
    (view) => ({
      decorations: draw(view),
      update(update: ViewUpdate) {
        const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
        if (update.docChanged || update.viewportChanged || parsed) this.decorations = draw(update.view);
      },
    }),
    { decorations: (plugin) => plugin.decorations },
  );
}
