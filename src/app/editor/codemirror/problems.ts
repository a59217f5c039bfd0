import { type Extension, type Range, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { Problem } from '../../../core/model/lint.ts';

export interface MarkedProblem {
  readonly problem: Problem;
  readonly sentence: string;
}

/** Replaces all problems. They must be about the text that the editor holds. */
export const setProblems = StateEffect.define<readonly MarkedProblem[]>();

/** The sentence of an error, under the line it is about. */
class Sentence extends WidgetType {
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
  override eq(other: Sentence): boolean {
    return other.text === this.text;
  }
  override toDOM(): HTMLElement {
    const sentence = document.createElement('div');
    sentence.className = 'hw-sentence';
    sentence.textContent = this.text;
    return sentence;
  }
}

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setProblems)) return draw(effect.value, transaction.state.doc);
    return value.map(transaction.changes);
  },
  provide: (own) => EditorView.decorations.from(own),
});

function draw(problems: readonly MarkedProblem[], doc: Text): DecorationSet {
  const decorations: Range<Decoration>[] = [];
  const told = new Set<number>();
  for (const { problem, sentence } of problems) {
    if (problem.severity === 'hint') continue;
    const { from, to } = spanOf(problem, doc);
    const look = `hw-problem hw-problem-${problem.severity}`;
    if (from < to) decorations.push(Decoration.mark({ class: look, attributes: { title: sentence } }).range(from, to));
    const line = doc.lineAt(from);
    if (problem.severity !== 'error' || told.has(line.number)) continue;
    told.add(line.number);
    decorations.push(Decoration.line({ class: 'hw-error-line' }).range(line.from));
    decorations.push(Decoration.widget({ widget: new Sentence(sentence), side: 1, block: true }).range(line.to));
  }
  return Decoration.set(decorations, true);
}

/** Never beyond one line: a problem that reaches on would underline half the file. */
function spanOf({ line, column, endLine, endColumn }: Problem, doc: Text): { from: number; to: number } {
  const first = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const from = Math.min(first.from + column - 1, first.to);
  const to = endLine === line ? Math.min(first.from + endColumn - 1, first.to) : first.to;
  return { from, to: Math.max(from, to) };
}

export function problemExtensions(): Extension {
  return field;
}
