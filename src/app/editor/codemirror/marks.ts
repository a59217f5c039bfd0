import { type Extension, type Range, RangeSet, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter, gutterLineClass } from '@codemirror/view';
import type { LineMark, Marks, Span } from '../marks.ts';

/** Replaces all marks. They must be about the text that the editor holds. */
export const setMarks = StateEffect.define<Marks>();

interface Drawn {
  readonly decorations: DecorationSet;
  readonly signs: RangeSet<GutterMarker>;
  readonly bands: RangeSet<GutterMarker>;
}

class Sign extends GutterMarker {
  readonly look: string;
  constructor(look: string) {
    super();
    this.look = look;
  }
  override eq(other: GutterMarker): boolean {
    return other instanceof Sign && other.look === this.look;
  }
  override toDOM(): Node {
    const sign = document.createElement('span');
    sign.className = `hw-sign hw-sign-${this.look}`;
    return sign;
  }
}

/** Carries the band of a line through every gutter. */
class Band extends GutterMarker {
  override elementClass: string;
  constructor(look: string) {
    super();
    this.elementClass = look;
  }
  override eq(other: GutterMarker): boolean {
    return other instanceof Band && other.elementClass === this.elementClass;
  }
}

const drawn = StateField.define<Drawn>({
  create: () => ({ decorations: Decoration.none, signs: RangeSet.empty, bands: RangeSet.empty }),
  // Typing moves the marks with the text until the engine has answered.
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setMarks)) return draw(effect.value, transaction.state.doc);
    if (!transaction.docChanged) return value;
    const { changes } = transaction;
    return {
      decorations: value.decorations.map(changes),
      signs: value.signs.map(changes),
      bands: value.bands.map(changes),
    };
  },
  provide: (field) => [
    EditorView.decorations.from(field, ({ decorations }) => decorations),
    gutterLineClass.from(field, ({ bands }) => bands),
  ],
});

function draw({ lines, strong, selected }: Marks, doc: Text): Drawn {
  const decorations: Range<Decoration>[] = [];
  const signs: Range<GutterMarker>[] = [];
  const bands: Range<GutterMarker>[] = [];
  for (const mark of lines) {
    if (mark.line > doc.lines) continue;
    const { from } = doc.line(mark.line);
    decorations.push(Decoration.line({ class: classOf(mark) }).range(from));
    bands.push(new Band(classOf(mark)).range(from));
    const look = mark.sign === 'outcome' ? mark.outcome : mark.sign;
    if (look !== null) signs.push(new Sign(look).range(from));
  }
  const mark = (span: Span, name: string): void => {
    const end = Math.min(span.end, doc.length);
    if (span.start < end) decorations.push(Decoration.mark({ class: name }).range(span.start, end));
  };
  for (const span of strong) mark(span, 'hw-strong');
  if (selected !== null) mark(selected, 'hw-selected');
  return {
    decorations: Decoration.set(decorations, true),
    signs: RangeSet.of(signs, true),
    bands: RangeSet.of(bands, true),
  };
}

function classOf({ kind, outcome }: LineMark): string {
  return kind === 'read' ? 'hw-read' : `hw-deciding hw-deciding-${outcome}`;
}

/** Bands behind the lines, and the gutter with their signs. */
export function markExtensions(): Extension {
  return [drawn, gutter({ class: 'hw-signs', markers: (view) => view.state.field(drawn).signs })];
}
