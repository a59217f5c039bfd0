/** A piece of a sentence: plain, **bold** (a name) or `code` (a value). */
export interface Piece {
  readonly look: 'plain' | 'bold' | 'code';
  readonly text: string;
}

/** A name may hold stars itself (`*.example.com`): the last two of a run close the mark. */
const mark = /\*\*(.+?)\*\*(?!\*)|`([^`]+)`/g;

/** Splits a sentence at its marks. A mark that is not closed stays as it was written. */
export function parseMarks(sentence: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of sentence.matchAll(mark)) {
    if (found.index > from) pieces.push({ look: 'plain', text: sentence.slice(from, found.index) });
    const [whole, bold, code] = found;
    pieces.push(bold === undefined ? { look: 'code', text: code ?? '' } : { look: 'bold', text: bold });
    from = found.index + whole.length;
  }
  if (from < sentence.length) pieces.push({ look: 'plain', text: sentence.slice(from) });
  return pieces;
}

/** The sentence without its marks, for the screen reader and titles. */
export function plainText(sentence: string): string {
  return parseMarks(sentence)
    .map((piece) => piece.text)
    .join('');
}
