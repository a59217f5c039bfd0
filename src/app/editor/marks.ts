import type { Frame } from '../../core/model/story.ts';
import type { SourceRef } from '../../core/model/resource.ts';
import type { Check, Outcome } from '../../core/model/trace.ts';
import type { TextRange } from '../../core/yaml/range.ts';

/** How one line takes part in the step that is shown. */
export interface LineMark {
  /** Counted from 1. */
  readonly line: number;
  readonly kind: 'deciding' | 'read';
  readonly outcome: Outcome;
  /** The sign in the gutter: the outcome on the last deciding line, a small tick where a condition matched. */
  readonly sign: 'outcome' | 'matched' | null;
}

export interface Marks {
  readonly lines: readonly LineMark[];
  /** Offsets of the values that decided. */
  readonly strong: readonly Span[];
  readonly selected: Span | null;
}
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const noMarks: Marks = { lines: [], strong: [], selected: null };

export type Locate = (ref: SourceRef) => TextRange | undefined;

/** What to mark in one file for a step: the lines that decided, and fainter those that were read. */
export function marksOf(frame: Frame | null, file: string, locate: Locate, selectedRef: SourceRef | null): Marks {
  if (frame === null) return noMarks;
  const inFile = (refs: readonly SourceRef[]): readonly TextRange[] =>
    refs.map(locate).filter((range): range is TextRange => range?.file === file);
  const outcome = frame.outcome === 'answer' ? 'passed' : frame.outcome;
  const lines = new Map<number, LineMark>();
  for (const range of inFile(frame.readSources)) {
    for (const line of linesOf(range)) lines.set(line, { line, kind: 'read', outcome, sign: null });
  }
  for (const range of inFile(matchedSources(frame.checks))) {
    const mark = lines.get(range.line);
    if (mark !== undefined) lines.set(range.line, { ...mark, sign: 'matched' });
  }
  const deciding = inFile(frame.decidingSources);
  for (const range of deciding) {
    const covered = linesOf(range);
    for (const line of covered) {
      lines.set(line, { line, kind: 'deciding', outcome, sign: line === covered.at(-1) ? 'outcome' : null });
    }
  }
  const selected = selectedRef === null ? undefined : locate(selectedRef);
  return {
    lines: [...lines.values()].sort((a, b) => a.line - b.line),
    strong: deciding.filter(({ line, endLine }) => line === endLine).map(({ start, end }) => ({ start, end })),
    selected: selected?.file === file ? { start: selected.start, end: selected.end } : null,
  };
}

/** The innermost value of this step that stands at an offset, to light its check; null if none does. */
export function refAt(frame: Frame | null, file: string, offset: number, locate: Locate): SourceRef | null {
  let best: { readonly ref: SourceRef; readonly length: number } | null = null;
  for (const ref of frame === null ? [] : leafSources(frame.checks)) {
    const range = locate(ref);
    if (range === undefined || range.file !== file || offset < range.start || offset > range.end) continue;
    const length = range.end - range.start;
    if (best === null || length < best.length) best = { ref, length };
  }
  return best?.ref ?? null;
}

function linesOf({ line, endLine, endColumn }: TextRange): readonly number[] {
  // A block value may end at the start of the next line, which is not part of it.
  const last = endColumn === 1 && endLine > line ? endLine - 1 : endLine;
  return Array.from({ length: last - line + 1 }, (_, index) => line + index);
}

function matchedSources(checks: readonly Check[]): readonly SourceRef[] {
  return checks.flatMap(({ source, matched, children }) =>
    children.length > 0 ? matchedSources(children) : matched && source !== null ? [source] : [],
  );
}

function leafSources(checks: readonly Check[]): readonly SourceRef[] {
  return checks.flatMap(({ source, children }) => [...leafSources(children), ...(source === null ? [] : [source])]);
}
